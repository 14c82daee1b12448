import * as c from '../../src/index.ts';
import type { IntegratorName } from '../../src/field/integrator.ts';
import { BATCH, CASES, FUSED_CASES, N } from '../support/cases.ts';

export interface Asked { set: 'all' | 'fused'; name: string; backend: string; integrator?: IntegratorName; dt: number; time: number; fused?: boolean; threads?: boolean }
export interface Answered { backend: string; executor: string; warnings: string[]; state: Record<string, number[]> }

/** What the tests call inside the page. */
const fields = {
  isolated: () => crossOriginIsolated,
  async missing(name: Exclude<c.BackendName, 'auto'>): Promise<string | null> {
    await c.prepareBackend(name);
    return c.absent(name) ?? null;
  },
  async run({ set, name, integrator, dt, time, ...how }: Asked): Promise<Answered> {
    const [, model, carriers, given] = (set === 'all' ? CASES : FUSED_CASES).find(([n]) => n === name)!;
    const { backend, executor, warnings, state } = await c.settle(c.defineField({ model, carriers, integrator, dt }), { sites: N, batch: BATCH, ...given, tolerance: 0, timeLimit: time, chunk: 10, ...how });
    return { backend, executor, warnings, state: Object.fromEntries(Object.entries(state).map(([v, x]) => [v, [...x]])) };
  },
};
export type Fields = typeof fields;
Object.assign(window, { fields });
