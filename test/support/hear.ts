import * as c from '../../src/index.ts';
import { begin } from '../../src/field/run.ts';

/** One Euler step of x' = heard with dt = 1 from 0 shows what every site hears of the fixed signal s. */
const probe = c.oscillator({ name: 'probe', state: { x: 'real' }, parameters: { s: 0 }, rate: { x: 'heard' }, emits: { signal: 's' }, hears: ['heard'] });
export async function hear(carrier: c.FieldText['carriers'], s: Float32Array, wiring: Record<string, unknown>, batch = 1, backend?: string): Promise<Float32Array> {
  const field = c.defineField({ model: probe, carriers: carrier, integrator: 'euler', dt: 1 });
  const run = begin(field, { sites: s.length / batch, batch, state: { x: 0 }, parameters: { s }, wiring, backend });
  return (await run.advance(run.start, 1)).state.x.subarray(0, s.length);
}
