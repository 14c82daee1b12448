import { compile } from 'watr';
import type { Place, RingDynamics, RingPace, RingPaceChange } from '../ringField.ts';
import { SINGLE } from './lanes.ts';
import { Lines } from './lines.ts';

/** Byte offsets inside a record of four synapses: the four ring records they belong to, x, u, q. */
export const SYNAPSES = { ring: 0, x: 16, u: 32, q: 48, bytes: 64 };
/** Inside a record of one ring: strength and level, which synapses read; what they show and how far they disagree, which they write. */
export const RING = { strength: 0, level: 4, heard: 8, violation: 12, bytes: 16 };
/** Inside a record of what four rings keep for themselves. */
export const OWN = { theta: 0, before: 16, violation: 32, low: 48, high: 64, feltLow: 80, feltHigh: 96, real: 112, bytes: 128 };
/** Inside a record of what one ring demands: its list of means, and how many of them may be awake. */
export const DEMAND = { from: 0, to: 4, least: 8, most: 12, bytes: 16 };
/** Inside the head of a field. */
export const HEAD = { synapses: 0, copies: 4, means: 8, meansEnd: 12, rings: 16, own: 20, ownEnd: 24, demands: 28, demandsEnd: 32, suspect: 36, atRest: 40, steps: 44, pace: 48, noise: 192, bytes: 256 };

const i32 = (at: number, base = '$h') => `(i32.load offset=${at} (local.get ${base}))`;
const set = (name: string, value: string) => `(local.set ${name} ${value})`;
const get = (name: string) => `(local.get ${name})`;
const step = (name: string, by: number) => set(name, `(i32.add ${get(name)} (i32.const ${by}))`);
/** Lanes 0 … 3 of a, 4 … 7 of b. */
const pick = (lanes: number[], a: string, b: string) => `(i8x16.shuffle ${lanes.flatMap((k) => [0, 1, 2, 3].map((byte) => 4 * k + byte)).join(' ')} ${a} ${b})`;
const locals = (type: string, ...names: string[]) => names.map((n) => `(local ${n} ${type})`).join(' ');
const place = (l: Lines, at: number, base: string): Place => ({ get: () => l.varying(`(v128.load offset=${at} ${get(base)})`), set: (v) => l.act(`(v128.store offset=${at} ${get(base)} ${get(v)})`) });
const paced = (l: Lines) => (k: number) => l.invariant(`(v128.load32_splat offset=${HEAD.pace + 4 * k} ${get('$h')})`);

/** Pace numbers of every form, before those of its own. */
const COMMON = ['rate', 'noise', 'growth', 'leak'].length;
export const paceNumbers = <P extends RingPace>(dynamics: RingDynamics<P>, change: RingPaceChange = {}): number[] => {
  const { dt, rate, deviation, growth, leak } = { ...dynamics.pace, ...change };
  return [dt * rate, (deviation * Math.sqrt(12 * dt)) / 2 ** 32, dt * growth, dt * leak, ...dynamics.constants(dynamics.pace)]; // a signed 32-bit word times noise: uniform, variance σ² dt
};

/**
 * Ring fields as one WebAssembly module of four float32 lanes, for every wiring: `run(first, fields, steps)` steps each field whose head
 * stands from `first` on, until it is at rest or `steps` are done. Four units lie beside each other, one a lane, and their copies behind
 * each other, so that the means of a unit are plain sums of vectors. The copies at one place of four neighbours belong to four rings
 * (ringMemory.ts sees to it), so a vector can be added to its rings at once. Steps of a field:
 *
 *   feel     a and level of its ring for every copy; u; Σ a u, Σ a x, Σ a of its unit, that is ū and x̄
 *   move     dx = η (2ū − x̄ − u) dt + noise; the ring hears what the copy shows next, and (ū − u)²
 *   close    every ring: its level, its strength
 *   rest     consensus: a unit counts as awake where ū > ½; the ring that failed last is asked first, so that one ring is asked a step
 *
 * Noise: xorshift128 in each lane, integers only.
 */
export function ringModule<P extends RingPace>(dynamics: RingDynamics<P>): WebAssembly.Module {
  return new WebAssembly.Module(compile(`(module (import "env" "memory" (memory 1))
${passText(dynamics)}
${closeText(dynamics)}
${REST}
(func (export "run") (param $h i32) (param $fields i32) (param $steps i32) ${locals('i32', '$k')}
  (block $done (loop $each
    (br_if $done (i32.eqz ${get('$fields')})) ${set('$k', '(i32.const 0)')}
    (block $next (loop $step
      (br_if $next (i32.or ${i32(HEAD.atRest)} (i32.ge_u ${get('$k')} ${get('$steps')})))
      (call $pass ${get('$h')}) (call $close ${get('$h')}) (i32.store offset=${HEAD.atRest} ${get('$h')} (call $rest ${get('$h')}))
      (i32.store offset=${HEAD.steps} ${get('$h')} (i32.add ${i32(HEAD.steps)} (i32.const 1))) ${step('$k', 1)} (br $step)))
    ${step('$h', HEAD.bytes)} ${step('$fields', -1)} (br $each)))))`) as BufferSource);
}

function passText<P extends RingPace>(dynamics: RingDynamics<P>): string {
  const f = new Lines(SINGLE, '$f'), g = new Lines(SINGLE, '$g'), m = new Lines(SINGLE, '$m');
  const add = (sum: string, value: string) => f.act(set(sum, `(f32x4.add ${get(sum)} ${get(value)})`));
  const rings = ['$r0', '$r1', '$r2', '$r3'], pair = (offset: number, a: string, b: string) => `(v128.load64_lane offset=${offset} 1 ${get(b)} (v128.load64_zero offset=${offset} ${get(a)}))`;
  const readRings = rings.map((r, k) => set(r, i32(SYNAPSES.ring + 4 * k, '$p'))).join(' ');

  f.act(set('$lo', pair(RING.strength, '$r0', '$r1')));
  f.act(set('$hi', pair(RING.strength, '$r2', '$r3')));
  const strength = f.varying(pick([0, 2, 4, 6], get('$lo'), get('$hi'))), level = f.varying(pick([1, 3, 5, 7], get('$lo'), get('$hi')));
  const x = f.varying(`(v128.load offset=${SYNAPSES.x} ${get('$p')})`), u = dynamics.feel(f, x, level, place(f, SYNAPSES.q, '$p'), place(f, SYNAPSES.u, '$p'), (k) => paced(f)(COMMON + k));
  add('$weight', strength);
  add('$active', f.f('mul', strength, u));
  add('$desire', f.f('mul', strength, x));

  const rate = paced(g)(0), inverse = g.f('div', g.constant(1), g.varying(get('$weight'))), mean = g.f('mul', g.varying(get('$active')), inverse);
  g.act(`(v128.store ${get('$mean')} ${get(mean)})`);
  g.act(set('$active', get(mean)));
  g.act(set('$desire', get(g.f('mul', rate, g.f('sub', g.f('add', mean, mean), g.f('mul', g.varying(get('$desire')), inverse))))));

  const was = m.varying(`(v128.load offset=${SYNAPSES.u} ${get('$p')})`), old = m.varying(`(v128.load offset=${SYNAPSES.x} ${get('$p')})`);
  const noise = m.f('mul', paced(m)(1), m.f('convert_i32x4_s', m.varying(get('$w3'))));
  const moved = m.f('add', m.f('add', old, m.f('sub', m.varying(get('$desire')), m.f('mul', paced(m)(0), was))), noise), apart = m.f('sub', m.varying(get('$active')), was);
  place(m, SYNAPSES.x, '$p').set(moved);
  const shown = dynamics.show(m, moved, place(m, SYNAPSES.q, '$p'), place(m, SYNAPSES.u, '$p')), square = m.f('mul', apart, apart);
  const join = dynamics.gathers === 'sum' ? (a: string, b: string) => `(f32x4.add ${a} ${b})` : (a: string, b: string) => pick([0, 5, 2, 7], `(f32x4.pmax ${a} ${b})`, `(f32x4.add ${a} ${b})`);
  for (const [lanes, a, b] of [[[0, 4, 1, 5], '$r0', '$r1'], [[2, 6, 3, 7], '$r2', '$r3']] as const) {
    m.act(set('$hi', pick([...lanes], get(shown), get(square))));
    m.act(set('$lo', pair(RING.heard, a, b)));
    m.act(set('$lo', join(get('$lo'), get('$hi'))));
    m.act(`(v128.store64_lane offset=${RING.heard} 0 ${get(a)} ${get('$lo')}) (v128.store64_lane offset=${RING.heard} 1 ${get(b)} ${get('$lo')})`);
  }
  const words = ['$w0', '$w1', '$w2', '$w3'], shift = (op: string, w: string, by: number) => `(i32x4.${op} ${w} (i32.const ${by}))`, xor = (a: string, b: string) => `(v128.xor ${a} ${b})`;
  const draw = [set('$t', xor(get('$w0'), shift('shl', get('$w0'), 11))), set('$w0', get('$w1')), set('$w1', get('$w2')), set('$w2', get('$w3')),
    set('$w3', xor(xor(get('$w3'), shift('shr_u', get('$w3'), 19)), xor(get('$t'), shift('shr_u', get('$t'), 8))))];
  return `(func $pass (param $h i32)
  ${locals('i32', '$p', '$from', '$to', '$copies', '$mean', '$end', ...rings)} ${locals('v128', '$weight', '$active', '$desire', '$lo', '$hi', '$t', ...words)}
  ${[f, g, m].flatMap((l) => l.locals).join(' ')}
  ${set('$p', i32(HEAD.synapses))} ${set('$copies', i32(HEAD.copies))} ${set('$mean', i32(HEAD.means))} ${set('$end', i32(HEAD.meansEnd))}
  ${words.map((w, k) => set(w, `(v128.load offset=${HEAD.noise + 16 * k} ${get('$h')})`)).join(' ')}
  ${[f, g, m].flatMap((l) => l.before).join('\n  ')}
  (loop $four
    ${set('$from', get('$p'))} ${set('$to', `(i32.add ${get('$p')} ${i32(0, '$copies')})`)}
    ${set('$weight', '(v128.const f32x4 1e-30 1e-30 1e-30 1e-30)')} ${set('$active', '(v128.const f32x4 0 0 0 0)')} ${set('$desire', '(v128.const f32x4 0 0 0 0)')}
    (loop $feel ${readRings}
      ${f.lines.join('\n      ')}
      ${step('$p', SYNAPSES.bytes)} (br_if $feel (i32.lt_u ${get('$p')} ${get('$to')})))
    ${g.lines.join('\n    ')}
    ${set('$p', get('$from'))}
    (loop $move ${readRings} ${draw.join(' ')}
      ${m.lines.join('\n      ')}
      ${step('$p', SYNAPSES.bytes)} (br_if $move (i32.lt_u ${get('$p')} ${get('$to')})))
    ${step('$copies', 4)} ${step('$mean', 16)} (br_if $four (i32.lt_u ${get('$mean')} ${get('$end')})))
  ${words.map((w, k) => `(v128.store offset=${HEAD.noise + 16 * k} ${get('$h')} ${get(w)})`).join(' ')})`;
}

function closeText<P extends RingPace>(dynamics: RingDynamics<P>): string {
  const l = new Lines(SINGLE, '$c'), own = (at: number) => place(l, at, '$own'), record = (k: number) => l.varying(`(v128.load offset=${k * RING.bytes} ${get('$ring')})`);
  const both = (lanes: number[], a: string, b: string) => l.varying(pick(lanes, get(a), get(b)));
  const LOW = [0, 4, 1, 5], HIGH = [2, 6, 3, 7], FRONT = [0, 1, 4, 5], BACK = [2, 3, 6, 7], [r0, r1, r2, r3] = [0, 1, 2, 3].map(record);
  const a = both(FRONT, both(LOW, r0, r1), both(LOW, r2, r3)), written01 = both(HIGH, r0, r1), written23 = both(HIGH, r2, r3), heard = both(FRONT, written01, written23), violation = both(BACK, written01, written23);
  const felt = dynamics.late ? own(OWN.violation).get() : violation;
  const grown = l.f('add', a, l.f('sub', l.f('mul', paced(l)(2), felt), l.f('mul', paced(l)(3), l.f('sub', a, l.constant(1)))));
  const next = l.vector('v128.and', grown, own(OWN.real).get());
  const level = dynamics.level(l, heard, { theta: own(OWN.theta), before: own(OWN.before), ...Object.fromEntries((['low', 'high', 'feltLow', 'feltHigh'] as const).map((k) => [k, own(OWN[k]).get()])) as Record<'low' | 'high' | 'feltLow' | 'feltHigh', string> }, (k) => paced(l)(COMMON + k));
  own(OWN.violation).set(violation);
  const silent = dynamics.gathers === 'sum' ? l.constant(0) : l.invariant('(v128.const f32x4 -1e30 0 -1e30 0)'), back01 = both(LOW, next, level), back23 = both(HIGH, next, level);
  [both(FRONT, back01, silent), both([2, 3, 4, 5], back01, silent), both(FRONT, back23, silent), both([2, 3, 4, 5], back23, silent)].forEach((v, k) => place(l, k * RING.bytes, '$ring').set(v));
  return `(func $close (param $h i32) ${locals('i32', '$ring', '$own', '$end')} ${l.locals.join(' ')}
  ${set('$ring', i32(HEAD.rings))} ${set('$own', i32(HEAD.own))} ${set('$end', i32(HEAD.ownEnd))}
  ${l.before.join('\n  ')}
  (loop $four
    ${l.lines.join('\n    ')}
    ${step('$ring', 4 * RING.bytes)} ${step('$own', OWN.bytes)} (br_if $four (i32.lt_u ${get('$own')} ${get('$end')}))))`;
}

const REST = `(func $rest (param $h i32) (result i32) ${locals('i32', '$m', '$from', '$to', '$count')}
  ${set('$m', i32(HEAD.suspect))}
  (loop $rings
    ${set('$from', i32(DEMAND.from, '$m'))} ${set('$to', i32(DEMAND.to, '$m'))} ${set('$count', '(i32.const 0)')}
    (loop $members
      ${set('$count', `(i32.add ${get('$count')} (f32.gt (f32.load ${i32(0, '$from')}) (f32.const 0.5)))`)}
      ${step('$from', 4)} (br_if $members (i32.lt_u ${get('$from')} ${get('$to')})))
    (if (i32.or (i32.lt_u ${get('$count')} ${i32(DEMAND.least, '$m')}) (i32.gt_u ${get('$count')} ${i32(DEMAND.most, '$m')})) (then
      (i32.store offset=${HEAD.suspect} ${get('$h')} ${get('$m')}) (return (i32.const 0))))
    ${step('$m', DEMAND.bytes)}
    (if (i32.ge_u ${get('$m')} ${i32(HEAD.demandsEnd)}) (then ${set('$m', i32(HEAD.demands))}))
    (br_if $rings (i32.ne ${get('$m')} ${i32(HEAD.suspect)})))
  (i32.const 1))`;
