import { TIME, type Expression } from '../../oscillators/expression.ts';
import type { Fitted } from '../carrier.ts';
import type { Field } from '../field.ts';
import type { Integrator } from '../integrator.ts';
import { nearSteps, type Geometry } from './geometry.ts';
import { Lines } from './lines.ts';
import type { Places } from './places.ts';
import { readsState } from './signals.ts';
import { vectorText, wrapped } from './vectorText.ts';

export interface Fusion {
  field: Field;
  fitted: Record<string, Fitted>;
  geometry: Geometry;
  places: Places;
  stages: Integrator['stages'];
}

/** What a pass over all sites does: radiate the start, take one stage of a step, or only measure the rate. */
export type PassKind = 'emit' | 'rate' | number;

/**
 * One pass over all sites, as WebAssembly text: hear → feel → move → emit, fused, so that a stage of the integrator reads and writes memory
 * once. Signals heard in this pass were emitted by the one before; those of the next are written beside them.
 *
 *   (func $name (param $from i32) (param $to i32) (param $turn i32) (param $time f64))    units of work from … to − 1
 *
 * `traffic`: bytes a site that the pass reads and writes if every array comes from memory once (links of dense and sparse carriers apart).
 */
export function passText(name: string, kind: PassKind, fusion: Fusion): { text: string; traffic: number } {
  const { field, geometry: g, places, stages } = fusion, { model, dt } = field, { bytes } = g.lanes, l = new Lines(g.lanes);
  const stage = typeof kind === 'number' ? stages[kind] : undefined, last = kind === stages.length - 1, shift = stage?.at ?? 0;
  const stored = new Map(places.signals.names.map((signal, i) => [JSON.stringify(model.emits[signal]), i]));
  const arrays = new Set<number>(), load = (at: number) => (arrays.add(at), l.varying(`(v128.load offset=${at} (local.get $s))`));
  const center = g.margin.rows * g.signalPitch + g.margin.columns;
  const near = (signal: number, distance: number) => {
    arrays.add(places.signals.at + signal * places.signals.signal);
    return l.varying(`(v128.load offset=${places.signals.at + signal * places.signals.signal + (center + distance) * bytes} (local.get $in))`);
  };

  const parameter = (p: string) => {
    const { at, perSite } = places.parameters[p];
    return perSite ? load(at) : l.invariant(`(${g.lanes.splat} offset=${at} (i32.const 0))`);
  };
  const instant = (later: number) => l.invariant(`(${g.lanes.vector}.splat ${g.lanes.scalar === 'f32' ? '(f32.demote_f64 ' : ''}(f64.add (local.get $time) (f64.const ${later * dt}))${g.lanes.scalar === 'f32' ? ')' : ''})`);
  /** The state that the rate reads: a signal where it is one (radiated by the pass before), else its own array. */
  const state = (v: string): string => {
    const signal = kind === 'emit' ? undefined : stored.get(JSON.stringify({ kind: 'symbol', name: v }));
    if (signal !== undefined) return near(signal, 0);
    return load(kind === 'rate' || kind === 'emit' || kind === 0 ? places.x[v] : places.stage[v]);
  };

  /** Everything that is heard under one name, added. */
  const hear = (name: string): string => {
    const parts = field.links.filter((link) => link.heard === name).map(({ carrier, signal }) => {
      const route = fusion.fitted[carrier].route!, k = places.signals.names.indexOf(signal);
      if (route.kind === 'meanField') return l.varying(`(local.get $mean_${carrier}_${signal})`);
      if (route.kind !== 'lattice') return load(places.heard[`${carrier} ${signal}`]);
      return weightedSum(nearSteps(route).map(([dr, dc, w]) => [w, near(k, dr * g.signalPitch + dc)]), l);
    });
    return parts.length === 0 ? l.constant(0) : parts.reduce((a, b) => l.f('add', a, b));
  };
  const symbol = (later: number, own: (v: string) => string) => (s: string): string =>
    s === TIME ? instant(later) : model.variables.includes(s) ? own(s) : Object.hasOwn(model.parameters, s) ? parameter(s) : hear(s);
  /** A site's own emission at this stage is read, not computed again. */
  const known = (e: Expression) => {
    const signal = e.kind === 'symbol' || e.kind === 'number' ? undefined : stored.get(JSON.stringify(e));
    return signal === undefined ? undefined : near(signal, 0);
  };
  const rate = (v: string) => vectorText(model.rate[v], l, symbol(shift, state), known);

  const writes: string[] = [], write = (at: number, value: string, to = '$s') => writes.push(`(v128.store offset=${at} (local.get ${to}) (local.get ${value}))`);
  const next: Record<string, string> = {};
  for (const v of model.variables) {
    if (kind === 'emit') next[v] = load(places.x[v]);
    else if (!stage) write(places.rate[v], rate(v));
    else {
      const k = rate(v), sum = l.f('add', load(kind === 0 ? places.x[v] : places.sum[v]), l.f('mul', l.constant(stage.weight * dt), k));
      if (last) write(places.x[v], (next[v] = model.state[v] === 'phase' ? wrapped(sum, l) : sum));
      else {
        next[v] = l.f('add', load(places.x[v]), l.f('mul', l.constant(stages[(kind as number) + 1].at * dt), k));
        write(places.sum[v], sum);
        if (readsState(field, v)) write(places.stage[v], next[v]);
      }
    }
  }
  const radiates = kind !== 'rate', sums = radiates ? places.sums.names : [];
  if (radiates) emit();

  /** Radiates what the state of the next stage says. */
  function emit() {
    const later = kind === 'emit' ? 0 : last ? 1 : stages[(kind as number) + 1].at, partial = g.columns % g.lanes.count !== 0;
    const mask = partial ? l.varying(`(v128.load offset=${places.mask} (i32.shl (i32.eq (local.get $s) (local.get $tail)) (i32.const 4)))`) : '';
    const values = places.signals.names.map((signal) => {
      const value = vectorText(model.emits[signal], l, symbol(later, (v) => next[v]), () => undefined);
      return partial ? l.vector('v128.and', value, mask) : value;
    });
    values.forEach((value, k) => {
      write(places.signals.at + k * places.signals.signal + center * bytes, value, '$out');
      const m = sums.indexOf(places.signals.names[k]);
      if (m >= 0) writes.push(`(local.set $sum${m} (${g.lanes.vector}.add (local.get $sum${m}) (local.get ${value})))`);
    });
    if (places.pairs) for (let k = 0; k < values.length; k += 2) {
      const a = values[k], b = values[k + 1] ?? a, at = places.pairs.at + (k / 2) * places.pairs.pair;
      const half = (lanes: string) => l.varying(`(i8x16.shuffle ${lanes} (local.get ${a}) (local.get ${b}))`);
      write(at, half(bytes === 4 ? '0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23' : '0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23'), '$pair');
      write(at + 16, half(bytes === 4 ? '8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31' : '8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31'), '$pair');
    }
  }

  const means = kind === 'emit' ? [] : field.links.filter((link) => fusion.fitted[link.carrier].route!.kind === 'meanField');
  const carries = kind === 'emit' ? [] : Object.keys(field.carriers).filter((c) => ['dense', 'sparse'].includes(fusion.fitted[c].route!.kind));
  const mean = (carrier: string, signal: string) => {
    const { reduce } = fusion.fitted[carrier].route as { reduce: 'sum' | 'mean' }, total = `(call $total (local.get $entry) (i32.const ${places.sums.names.indexOf(signal)}) (local.get $turn))`;
    const value = reduce === 'mean' ? `(f64.div ${total} (f64.const ${g.rows * g.columns}))` : total;
    return `(local.set $mean_${carrier}_${signal} (${g.lanes.vector}.splat ${g.lanes.scalar === 'f32' ? `(f32.demote_f64 ${value})` : value}))`;
  };
  const lane = (m: number) => Array.from({ length: g.lanes.count }, (_, i) => `(${g.lanes.vector}.extract_lane ${i} (local.get $sum${m}))`)
    .map((x) => (g.lanes.scalar === 'f32' ? `(f64.promote_f32 ${x})` : x)).reduce((a, b) => `(f64.add ${a} ${b})`);
  const step = (local: string, by: number) => `(local.set ${local} (i32.add (local.get ${local}) (i32.const ${by})))`;
  const text = `(func ${name} (param $from i32) (param $to i32) (param $turn i32) (param $time f64)
    (local $unit i32) (local $line i32) (local $a i32) (local $b i32) (local $entry i32) (local $row i32) (local $seen i32) (local $s i32) (local $end i32) (local $tail i32) (local $in i32) (local $out i32) (local $start i32) (local $pair i32)
    ${means.map(({ carrier, signal }) => `(local $mean_${carrier}_${signal} v128)`).join(' ')} ${sums.map((_, m) => `(local $sum${m} v128)`).join(' ')}
    ${l.locals.join(' ')}
    ${l.before.join('\n    ')}
    (local.set $unit (local.get $from)) (local.set $seen (i32.const -1))
    (block $done (loop $units
      (br_if $done (i32.ge_u (local.get $unit) (local.get $to)))
      (local.set $line (i32.div_u (local.get $unit) (i32.const ${g.unitsPerLine})))
      (local.set $a (i32.mul (i32.rem_u (local.get $unit) (i32.const ${g.unitsPerLine})) (i32.const ${g.segment})))
      (local.set $b (call $least (i32.add (local.get $a) (i32.const ${g.segment})) (i32.const ${g.columns})))
      (local.set $entry (i32.div_u (local.get $line) (i32.const ${g.rows})))
      (local.set $row (i32.rem_u (local.get $line) (i32.const ${g.rows})))
      (local.set $s (i32.mul (i32.add (i32.mul (local.get $line) (i32.const ${g.pitch})) (local.get $a)) (i32.const ${bytes})))
      (local.set $tail (i32.mul (i32.add (i32.mul (local.get $line) (i32.const ${g.pitch})) (i32.const ${g.pitch - g.lanes.count})) (i32.const ${bytes})))
      (local.set $end (i32.add (local.get $s) (i32.mul (i32.sub (local.get $b) (local.get $a)) (i32.const ${bytes}))))
      (local.set $in (i32.add (i32.mul (local.get $turn) (i32.const ${places.signals.turn})) (i32.mul (i32.add (i32.mul (i32.add (local.get $line) (i32.mul (local.get $entry) (i32.const ${2 * g.margin.rows}))) (i32.const ${g.signalPitch})) (local.get $a)) (i32.const ${bytes}))))
      (local.set $out (i32.add (local.get $in) (i32.mul (i32.sub (i32.const 1) (i32.mul (local.get $turn) (i32.const 2))) (i32.const ${places.signals.turn}))))
      (local.set $start (local.get $out))
      ${places.pairs ? `(local.set $pair (i32.add (i32.mul (local.get $s) (i32.const 2)) (i32.mul (i32.sub (i32.const 1) (local.get $turn)) (i32.const ${places.pairs.turn}))))` : ''}
      ${carries.map((c) => `(call $carry_${c} (local.get $entry) (local.get $a) (local.get $b) (local.get $turn))`).join(' ')}
      ${means.length ? `(if (i32.ne (local.get $entry) (local.get $seen)) (then (local.set $seen (local.get $entry)) ${means.map(({ carrier, signal }) => mean(carrier, signal)).join(' ')}))` : ''}
      ${sums.map((_, m) => `(local.set $sum${m} (v128.const i64x2 0 0))`).join(' ')}
      (loop $vectors
        ${[...l.lines, ...writes].join('\n        ')}
        ${step('$in', 16)} ${step('$out', 16)} ${places.pairs ? step('$pair', 32) : ''} ${step('$s', 16)}
        (br_if $vectors (i32.lt_u (local.get $s) (local.get $end))))
      ${sums.map((_, m) => `(f64.store offset=${places.sums.at} (i32.add (i32.mul (i32.sub (i32.const 1) (local.get $turn)) (i32.const ${places.sums.turn})) (i32.add (i32.mul (local.get $unit) (i32.const ${sums.length * 8})) (i32.const ${m * 8}))) ${lane(m)})`).join('\n      ')}
      ${radiates && g.torus && (g.reach > 0 || g.margin.rows > 0) ? '(call $margin (local.get $start) (local.get $a) (local.get $b) (local.get $row))' : ''}
      ${step('$unit', 1)}
      (br $units))))`;
  return { text, traffic: bytes * (arrays.size + writes.filter((w) => w.startsWith('(v128.store')).length) };
}

/** Σ w x, links of equal weight added first: a uniform stencil costs additions only. */
function weightedSum(terms: [weight: number, value: string][], l: Lines): string {
  const groups = new Map<number, string[]>();
  for (const [w, value] of terms) if (w !== 0) groups.set(w, [...(groups.get(w) ?? []), value]);
  const parts = [...groups].map(([w, values]) => {
    const sum = values.reduce((a, b) => l.f('add', a, b));
    return w === 1 ? sum : l.f('mul', l.constant(w), sum);
  });
  return parts.length === 0 ? l.constant(0) : parts.reduce((a, b) => l.f('add', a, b));
}
