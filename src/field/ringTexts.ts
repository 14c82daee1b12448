import { oscillator, real } from '../oscillators/oscillator.ts';
import { defineField, type Field } from './field.ts';
import { group } from './group.ts';
import type { RingField, RingForm, RingPace } from './ringField.ts';
import { ABOVE_HALF, LIMIT } from './ringLimit.ts';
import { GAIN, PHASE_PACE, REACH } from './ringPhase.ts';

/** Values of one variable at the synapses of a field. */
type Values = (variable: string) => Float32Array;

/** One form of ring field as the engine's own text: one site a synapse; what belongs to a ring is repeated at each of its synapses, obeys the same equation there and stays equal. */
export interface RingText {
  pace: RingPace;
  /** `handed`: noise comes in from outside as a rate, one value a synapse, instead of being thrown by the engine. */
  field(handed: boolean): Field;
  /** What a variable of synapse e, in ring m, starts from; and of a synapse that belongs to nobody. */
  start: Record<string, { at(field: RingField, e: number, m: number): number; spare: number }>;
  /** Bounds of a ring that asks for at most one, for at least one, and of the others. */
  bounds: Record<string, { most: number; least: number; one: number }>;
  /** What a field shows: parts of a RingField. */
  read(of: Values, contours: RingField['contours']): Pick<RingField, 'x' | 'q' | 'threshold' | 'strengths' | 'quarrel' | 'activity' | 'phases'>;
}

const noiseOf = (handed: boolean, { deviation }: RingPace): { parameters: Record<string, number>; term: string; more: { noise?: Record<string, string> } } => (handed ? { parameters: { handed: 0 }, term: ' + handed', more: {} } : { parameters: { sigma: deviation }, term: '', more: { noise: { x: 'sigma' } } });
/** The field with its own noise and the one with noise handed in, each made once. */
const twice = (make: (handed: boolean) => Field) => {
  const made = new Map<boolean, Field>();
  return (handed: boolean): Field => made.get(handed) ?? made.set(handed, make(handed)).get(handed)!;
};
const ofRings = (values: Float32Array, { kind, start }: RingField['contours']) => Float32Array.from(kind, (_, m) => values[start[m]]);

/** Equations of ringPhase.ts. `violation` is the filter of time constant dt. Clipping and the one-sided rings are written as what an Euler step does. */
const phase: RingText = {
  pace: PHASE_PACE,
  field: twice((handed) => {
    const { parameters, term, more } = noiseOf(handed, PHASE_PACE);
    const model = oscillator({
      name: 'ring synapse',
      state: { q: real, x: real, theta: real, a: real, violation: real },
      parameters: {
        dt: PHASE_PACE.dt, eta: PHASE_PACE.rate, kappa: PHASE_PACE.turn, kt: PHASE_PACE.inhibition, kp: PHASE_PACE.prompt, growth: PHASE_PACE.growth, leak: PHASE_PACE.leak, reach: REACH, gain: GAIN,
        low: -1e3, high: 1e3, feltLow: -1e3, feltHigh: 1e3, ...parameters,
      },
      rate: {
        q: '(min(reach, max(-reach, q + dt*kappa*(x - theta - kp*min(feltHigh, max(feltLow, S - 1))))) - q)/dt',
        x: `eta*((2*U - X)/A - 0.5 - gain*tanh(q))${term}`,
        theta: '(min(high, max(low, theta + dt*kt*(S - 1))) - theta)/dt',
        a: 'growth*V - leak*(a - 1)',
        violation: '((U/A - 0.5 - gain*tanh(q))^2 - violation)/dt',
      },
      ...more,
      emits: { awake: '0.5 + gain*tanh(q)', fight: 'violation', wanted: 'a*(0.5 + gain*tanh(q))', state: 'a*x', strength: 'a' },
      hears: ['S', 'V', 'U', 'X', 'A'],
    });
    return defineField({
      model, integrator: 'euler', dt: PHASE_PACE.dt,
      carriers: { ring: group({ reduce: 'sum', from: { S: 'awake', V: 'fight' } }), unit: group({ reduce: 'sum', from: { U: 'wanted', X: 'state', A: 'strength' } }) },
    });
  }),
  start: {
    q: { at: (f, e) => f.q[e], spare: 0 }, x: { at: (f, e) => f.x[e], spare: 0 }, theta: { at: (f, _, m) => f.threshold[m], spare: 0 },
    a: { at: (f, _, m) => f.strengths[m], spare: 1 }, violation: { at: () => 0, spare: 0 },
  },
  bounds: { low: { most: 0.5, least: -1e3, one: -1e3 }, high: { most: 1e3, least: 0.5, one: 1e3 }, feltLow: { most: 0, least: -1e3, one: -1e3 }, feltHigh: { most: 1e3, least: 0, one: 1e3 } },
  read(of, contours) {
    const { units, unit, ring, kind } = contours, [q, x, theta, a, violation] = ['q', 'x', 'theta', 'a', 'violation'].map(of), activity = new Float32Array(units), weight = new Float32Array(units), quarrel = new Float32Array(kind.length);
    for (let e = 0; e < unit.length; e++) {
      activity[unit[e]] += a[e] * (0.5 + GAIN * Math.tanh(q[e]));
      weight[unit[e]] += a[e];
      quarrel[ring[e]] += violation[e];
    }
    for (let i = 0; i < units; i++) activity[i] /= weight[i];
    return { x, q, threshold: ofRings(theta, contours), strengths: ofRings(a, contours), quarrel, activity, phases: () => q.map((y) => 2 * Math.atan(Math.exp(-y))) };
  },
};

/**
 * Equations of ringLimit.ts. The contest of a ring is one carry of its largest x, so the steps of a moment are taken in the order u, ū, x, a (symplectic Euler): each hears what
 * the ones before it have come to, as in the fused loop. u and ū keep nothing; they are what this moment's contest and consensus are.
 */
const limit: RingText = {
  pace: LIMIT.pace,
  field: twice((handed) => {
    const { dt, rate: eta, growth, leak } = LIMIT.pace, { parameters, term, more } = noiseOf(handed, LIMIT.pace);
    const model = oscillator({
      name: 'ring synapse, adiabatic limit',
      state: { u: real, consensus: real, x: real, a: real },
      parameters: { dt, eta, growth, leak, low: -1e30, high: 1e30, ...parameters },
      where: { level: 'min(high, max(low, largest))' },
      rate: {
        u: '(1 - max(0, sign(level - x)) - u)/dt', // awake where x reaches the level
        consensus: '(U/A - consensus)/dt',
        x: `eta*(2*consensus - X/A - u)${term}`,
        a: 'growth*V - leak*(a - 1)',
      },
      ...more,
      emits: { state: 'x', wanted: 'a*u', strength: 'a', desire: 'a*x', fight: '(consensus - u)^2' },
      hears: ['largest', 'U', 'A', 'X', 'V'],
    });
    return defineField({
      model, integrator: 'symplectic', dt,
      carriers: { contest: group({ reduce: 'strongest', from: { largest: 'state' } }), ring: group({ reduce: 'sum', from: { V: 'fight' } }), unit: group({ reduce: 'sum', from: { U: 'wanted', A: 'strength', X: 'desire' } }) },
    });
  }),
  start: { u: { at: () => 0, spare: 0 }, consensus: { at: () => 0, spare: 0 }, x: { at: (f, e) => f.x[e], spare: 0 }, a: { at: (f, _, m) => f.strengths[m], spare: 1 } },
  bounds: { low: { most: ABOVE_HALF, least: -1e30, one: -1e30 }, high: { most: 1e30, least: ABOVE_HALF, one: 1e30 } },
  read(of, contours) {
    const { units, unit, ring, kind } = contours, [u, consensus, x, a] = ['u', 'consensus', 'x', 'a'].map(of), activity = new Float32Array(units), quarrel = new Float32Array(kind.length), threshold = new Float32Array(kind.length).fill(-1e30);
    for (let e = 0; e < unit.length; e++) {
      activity[unit[e]] = consensus[e];
      quarrel[ring[e]] += (consensus[e] - u[e]) ** 2;
      threshold[ring[e]] = Math.max(threshold[ring[e]], x[e]);
    }
    kind.forEach((what, m) => {
      if (what === 1) threshold[m] = Math.max(ABOVE_HALF, threshold[m]);
      if (what === 2) threshold[m] = Math.min(ABOVE_HALF, threshold[m]);
    });
    return { x, q: new Float32Array(0), threshold, strengths: ofRings(a, contours), quarrel: quarrel.map((v) => (v > 1e-9 ? v : 0)), activity, phases: () => u.map((on) => (on > 0.5 ? 0 : Math.PI)) };
  },
};

/** Known answer of both: the fused module (fused/ringModule.ts), step for step (test/solvers/constraints/engine.test.ts). */
export const RING_TEXTS: Record<RingForm, RingText> = { phase, limit };
