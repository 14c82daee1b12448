import { compile } from 'watr';
import { denseText, sparseText } from './links.ts';
import { marginText } from './margin.ts';
import { passText, type Fusion } from './pass.ts';

/** Tries of the barrier before a thread lies down to sleep. */
const SPINS = 4000;

/**
 * The whole field as one WebAssembly module. `run(thread, threads, steps, time)` is called by every thread with the same arguments but the
 * first; a barrier stands between two passes. Bytes 0 … 7 of the memory hold the barrier: who arrived, and how often it opened.
 */
function moduleText(fusion: Fusion, shared: boolean): { text: string; traffic: number } {
  const { field, fitted, geometry: g, places, stages } = fusion, kinds = ['emit' as const, ...stages.map((_, j) => j), 'rate' as const];
  const carried = (c: string) => [...new Set(field.links.filter((l) => l.carrier === c).map((l) => l.signal))];
  const links = Object.keys(field.carriers).map((c) => {
    const route = fitted[c].route!;
    return route.kind === 'dense' ? denseText(c, carried(c), g, places) : route.kind === 'sparse' ? sparseText(c, carried(c), typeof route.weight === 'number', g, places) : '';
  });
  const range = '(local.get $from) (local.get $to)', barrier = '(call $barrier (local.get $threads))', unitsPerEntry = g.rows * g.unitsPerLine, summed = places.sums.names.length;
  const passes = kinds.map((kind) => passText(`$pass${kind}`, kind, fusion)), sites = g.entries * g.rows * g.columns;
  const linked = Object.keys(field.carriers).reduce((sum, c) => sum + linkTraffic(fusion, c, carried(c).length), 0);
  const advance = stages.map((_, j) => `(call $pass${j} ${range} (local.get $turn) (local.get $now)) (local.set $turn (i32.sub (i32.const 1) (local.get $turn))) ${barrier}`);
  const text = `(module
  (import "env" "memory" (memory ${places.pages} ${places.pages}${shared ? ' shared' : ''}))
  (func $least (param $x i32) (param $y i32) (result i32) (select (local.get $x) (local.get $y) (i32.lt_s (local.get $x) (local.get $y))))
  (func $barrier (param $threads i32) (local $opened i32) (local $tries i32)
    (if (i32.lt_u (local.get $threads) (i32.const 2)) (then (return)))
    (local.set $opened (i32.atomic.load offset=4 (i32.const 0)))
    (if (i32.eq (i32.add (i32.atomic.rmw.add (i32.const 0) (i32.const 1)) (i32.const 1)) (local.get $threads)) (then
      (i32.atomic.store (i32.const 0) (i32.const 0))
      (drop (i32.atomic.rmw.add offset=4 (i32.const 0) (i32.const 1)))
      (drop (memory.atomic.notify offset=4 (i32.const 0) (i32.const -1)))
      (return)))
    (block $open (loop $wait
      (br_if $open (i32.ne (i32.atomic.load offset=4 (i32.const 0)) (local.get $opened)))
      (local.set $tries (i32.add (local.get $tries) (i32.const 1)))
      (if (i32.gt_u (local.get $tries) (i32.const ${SPINS})) (then (drop (memory.atomic.wait32 offset=4 (i32.const 0) (local.get $opened) (i64.const -1)))))
      (br $wait))))
  (func $total (param $entry i32) (param $signal i32) (param $turn i32) (result f64) (local $at i32) (local $left i32) (local $sum f64)
    (local.set $at (i32.add (i32.mul (local.get $turn) (i32.const ${places.sums.turn})) (i32.add (i32.mul (local.get $entry) (i32.const ${unitsPerEntry * summed * 8})) (i32.mul (local.get $signal) (i32.const 8)))))
    (local.set $left (i32.const ${unitsPerEntry}))
    (loop $units
      (local.set $sum (f64.add (local.get $sum) (f64.load offset=${places.sums.at} (local.get $at))))
      (local.set $at (i32.add (local.get $at) (i32.const ${summed * 8})))
      (br_if $units (local.tee $left (i32.sub (local.get $left) (i32.const 1)))))
    (local.get $sum))
  ${g.torus && (g.reach > 0 || g.margin.rows > 0) ? marginText(g, places) : ''}
  ${links.join('\n  ')}
  ${passes.map((pass) => pass.text).join('\n  ')}
  (func (export "run") (param $thread i32) (param $threads i32) (param $steps i32) (param $time f64)
    (local $from i32) (local $to i32) (local $turn i32) (local $step i32) (local $now f64)
    (local.set $from (i32.div_u (i32.mul (local.get $thread) (i32.const ${g.units})) (local.get $threads)))
    (local.set $to (i32.div_u (i32.mul (i32.add (local.get $thread) (i32.const 1)) (i32.const ${g.units})) (local.get $threads)))
    (local.set $now (local.get $time))
    (call $passemit ${range} (i32.const 1) (local.get $now)) ${barrier}
    (block $done (loop $steps
      (br_if $done (i32.ge_u (local.get $step) (local.get $steps)))
      ${advance.join('\n      ')}
      (local.set $step (i32.add (local.get $step) (i32.const 1)))
      (local.set $now (f64.add (local.get $time) (f64.mul (f64.convert_i32_u (local.get $step)) (f64.const ${field.dt}))))
      (br $steps)))
    (call $passrate ${range} (local.get $turn) (local.get $now)) ${barrier}))`;
  return { text, traffic: passes.slice(1, -1).reduce((sum, pass) => sum + pass.traffic * sites + linked, 0) };
}

/** Bytes that the links of a dense or sparse carrier move in one pass: weights, numbers of sites, one far signal a link, and what arrives. */
function linkTraffic({ fitted, geometry: g }: Fusion, carrier: string, signals: number): number {
  const route = fitted[carrier].route!, { bytes } = g.lanes, arrived = g.entries * g.columns * signals * bytes;
  if (route.kind === 'dense') return g.entries * g.columns ** 2 * bytes + arrived;
  if (route.kind === 'sparse') return g.entries * route.site.length * (4 + (typeof route.weight === 'number' ? 0 : bytes) + 2 * bytes) + arrived;
  return 0;
}

/** Compiles the text. `traffic`: bytes that one step reads and writes if every array of a pass comes from memory once. */
export function moduleOf(fusion: Fusion, shared: boolean): { module: WebAssembly.Module; traffic: number } {
  const { text, traffic } = moduleText(fusion, shared);
  return { module: new WebAssembly.Module(compile(text) as BufferSource), traffic };
}
