import { defineField, type Field } from '../../field/field.ts';
import { sparse } from '../../field/sparse.ts';
import { oscillator, phase, real } from '../../oscillators/oscillator.ts';
import type { Couplings } from './machines.ts';

/**
 * The Max-Cut machines as the engine's own text. Symbols and equations are those of bifurcation.ts, chaoticAmplitude.ts, kuramotoIsing.ts and
 * thermal.ts; what is heard comes through one sparse carrier of the weights −w_ij. The part p of a ramp moves inside a launch: p = from + slope t,
 * t from the start of the launch. Walls and bounds are written as what one Euler step does, so that the machines without noise also run fused.
 * Known answer: the fast loops, step for step with the same noise (engineMachine.test.ts).
 */
const RAMP = { from: 0, slope: 0 }, P = '(from + slope*t)';
const HOMEOSTAT = { beta: 0, aim: 0.7, least: 1, most: 1 };

/** +1 above 0, −1 at 0 and below: the side of an amplitude. */
const SIDE = '2*max(0, sign(x)) - 1';

const bifurcationModel = (discrete: boolean) => oscillator({
  name: `${discrete ? 'discrete' : 'ballistic'} bifurcation`,
  state: { x: real, y: real, e: real },
  parameters: { ...RAMP, ...HOMEOSTAT, dt: 1, c: 1 },
  where: { v: `y + dt*(c*e*H - (1 - ${P})*x)`, u: 'max(-1, min(1, x + dt*v))', inside: '1 - max(0, sign(abs(x + dt*v) - 1))' },
  rate: { x: '(u - x)/dt', y: '(v*inside - y)/dt', e: '(max(least, min(most, e*(1 + dt*beta*(aim - u^2)))) - e)/dt' },
  emits: { H: discrete ? SIDE : 'x' },
});

const chaoticModel = () => oscillator({
  name: 'chaotic amplitude control',
  state: { x: real, e: real },
  parameters: { ...HOMEOSTAT, dt: 1, c: 1, pump: -1 },
  where: { u: 'x + dt*((pump - 1 - x^2)*x + c*e*H)' },
  rate: { x: '(max(-1.5, min(1.5, u)) - x)/dt', e: '(max(least, min(most, e*(1 - dt*beta*(x^2 - aim)))) - e)/dt' },
  emits: { H: 'x' },
});

/** `handed`: its noise comes in from outside as a parameter, one value a site, instead of being thrown by the engine. */
const kuramotoModel = (handed: boolean) => oscillator({
  name: 'Kuramoto Ising machine',
  state: { theta: phase },
  parameters: { ...RAMP, c: 1, ...(handed && { handed: 0 }) },
  rate: { theta: `c*(cos(theta)*S - sin(theta)*C) - 3*${P}*sin(2*theta)${handed ? ' + handed' : ''}` },
  ...(!handed && { noise: { theta: `2*(1 - ${P})` } }),
  emits: { S: 'sin(theta)', C: 'cos(theta)' },
});

/**
 * Sites of one turn have no link between them and move together; turn follows turn, so that nobody moves against a neighbour that moves: `turns` steps of this
 * model are one step of the machine; `before` of them were made when a launch begins. The fast loop moves eight sites at a time in the order of the graph; on a graph that is numbered turn by turn both do the same.
 */
const thermalModel = (handed: boolean) => oscillator({
  name: 'thermal field',
  state: { x: real, g: real },
  parameters: { ...RAMP, dt: 1, c: 1, turns: 1, own: 0, before: 0, hot: 1, cool: 1, cold: 1, quench: 0.1, beta: 0, aim: 1, ...(handed && { handed: 0 }) },
  where: {
    p: P, k: 'before + floor(t/dt + 0.5)', mine: '1 - min(1, abs(k - turns*floor((k + 0.5)/turns) - own))',
    T: 'hot + (cool - hot)*min(1, p/(1 - quench)) + (cold - cool)*max(0, (p - 1 + quench)/quench)',
  },
  rate: { x: `mine*(c*g*H${handed ? ' + handed' : ''})`, g: 'mine*(max(0.1, min(10, g*(1 + dt*beta*(aim - min(1, x^2))))) - g)/dt' },
  ...(!handed && { noise: { x: 'mine*sqrt(2*T)' } }),
  project: { x: 'max(-1, min(1, x))' },
  emits: { H: SIDE },
});

const MODELS = { discrete: () => bifurcationModel(true), ballistic: () => bifurcationModel(false), chaotic: chaoticModel, kuramoto: kuramotoModel, thermal: thermalModel };
export type CutModel = keyof typeof MODELS;

/** A machine's field at a time step; its wiring is `linksOf` under the name `links`. */
export function cutField(model: CutModel, dt: number, handed = false): Field {
  return defineField({ model: MODELS[model](handed), carriers: { links: sparse() }, integrator: model === 'thermal' ? 'symplectic' : 'euler', dt });
}

/** Site i hears −w_ij from its neighbours. */
export const linksOf = ({ start, to, weight }: Couplings) => ({ start, site: to, weight: Float32Array.from(weight, (w) => -w) });
