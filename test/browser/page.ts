import * as c from '../../src/index.ts';
import { contours } from '../../src/field/contours.ts';
import type { IntegratorName } from '../../src/field/integrator.ts';
import { engineRings } from '../../src/field/ringEngine.ts';
import { BATCH, CASES, FUSED_CASES, N } from '../support/cases.ts';
import { irregular } from '../support/engine.ts';

export interface Asked { set: 'all' | 'fused'; name: string; backend: string; integrator?: IntegratorName; dt: number; time: number; fused?: boolean; threads?: boolean }
export interface Answered { backend: string; executor: string; warnings: string[]; state: Record<string, number[]> }

/** Large enough for the threads of every executor. */
export const LARGE = { field: c.defineField({ model: c.kuramoto, carriers: { l: c.lattice({ rows: 256, columns: 256, boundary: 'periodic' }) }, integrator: 'heun', dt: 0.125 }), options: { sites: 65_536, state: { theta: irregular(65_536, -3, 3) }, parameters: { K: 0.25 } } };

/** Noise in a mean field: the same trajectory wherever it runs. */
export const NOISY = {
  field: c.defineField({
    model: c.oscillator({ name: 'noisy', state: { theta: c.phase }, parameters: { K: 1, D: 0.5 }, noise: { theta: 'sqrt(2*D)' }, rate: { theta: 'K*(S*cos(theta) - C*sin(theta))' }, emits: { S: 'sin(theta)', C: 'cos(theta)' } }),
    carriers: { all: c.meanField() }, integrator: 'heun', dt: 0.0625,
  }),
  options: { sites: 60, batch: 2, seed: 5, state: { theta: irregular(120, -3, 3) }, tolerance: 0, timeLimit: 1.25, chunk: 8 },
};

/** Two ring fields of all three kinds, which step in one batch. */
export const RINGS = [
  { seed: 3, contours: contours(6, [{ kind: 'one', members: [0, 1, 2] }, { kind: 'one', members: [3, 4, 5] }, { kind: 'most', members: [0, 3] }, { kind: 'most', members: [1, 4, 2] }, { kind: 'least', members: [2, 5, 0] }]) },
  { seed: 4, contours: contours(4, [{ kind: 'one', members: [0, 1] }, { kind: 'most', members: [0, 2, 3] }, { kind: 'least', members: [1, 2] }, { kind: 'least', members: [3, 0] }]) },
];

/** What the tests call inside the page. */
const fields = {
  machine: () => ({ isolated: crossOriginIsolated, cores: navigator.hardwareConcurrency }),
  async missing(name: Exclude<c.BackendName, 'auto'>): Promise<string | null> {
    await c.prepareBackend(name);
    return c.absent(name) ?? null;
  },
  async run({ set, name, integrator, dt, time, ...how }: Asked): Promise<Answered> {
    const [, model, carriers, given] = (set === 'all' ? CASES : FUSED_CASES).find(([n]) => n === name)!;
    const { backend, executor, warnings, state } = await c.settle(c.defineField({ model, carriers, integrator, dt }), { sites: N, batch: BATCH, ...given, tolerance: 0, timeLimit: time, chunk: 10, ...how });
    return { backend, executor, warnings, state: Object.fromEntries(Object.entries(state).map(([v, x]) => [v, [...x]])) };
  },
  async large(fused: boolean, time: number): Promise<Answered> {
    const { backend, executor, warnings, state } = await c.settle(LARGE.field, { ...LARGE.options, tolerance: 0, timeLimit: time, chunk: 4, backend: 'webasm', fused });
    return { backend, executor, warnings, state: { theta: [...state.theta] } };
  },
  async rings(backend: string, noise: number[][]): Promise<{ backend: string; fields: { steps: number; x: number[]; strengths: number[]; activity: number[] }[] }> {
    const engine = await engineRings('limit', RINGS, { backend, noise: (k) => noise[k] });
    await engine.advance(noise.length);
    return { backend: engine.report().backend, fields: RINGS.map((_, k) => engine.read(k)).map(({ steps, x, strengths, activity }) => ({ steps, x: [...x], strengths: [...strengths], activity: [...activity] })) };
  },
  async noisy(name: string): Promise<Answered> {
    const { backend, executor, warnings, state } = await c.settle(NOISY.field, { ...NOISY.options, backend: name });
    return { backend, executor, warnings, state: { theta: [...state.theta] } };
  },
};
export type Fields = typeof fields;
if (typeof window !== 'undefined') Object.assign(window, { fields });
