import { expect, it } from 'vitest';
import * as c from '../../../src/index.ts';
import { doubleSteps } from '../../../src/field/fused/double.ts';
import { irregular } from '../../support/engine.ts';

/** One Euler step of dt = 1 from 0 shows f(x). */
const meter = (f: string) => c.defineField({ model: c.oscillator({ name: 'meter', state: { y: 'real' }, parameters: { x: 0 }, rate: { y: `${f}(x) + 0*U` }, emits: { U: 'y' } }), carriers: { m: c.meanField() }, integrator: 'euler', dt: 1 });

it.each(['sin', 'cos'] as const)('%s: error below 1.2e-7 in float32 and 3e-16 in float64 over |x| ≤ 100', async (f) => {
  const x = irregular(20_000, -100, 100, 3), options = { sites: x.length, state: { y: 0 }, parameters: { x } };
  const worst = (y: ArrayLike<number>) => x.reduce((most, a, i) => Math.max(most, Math.abs(y[i] - Math[f](a))), 0);
  const single = worst((await c.settle(meter(f), { ...options, tolerance: 0, timeLimit: 1, backend: 'webasm', fused: true })).state.y);
  const double = worst((await doubleSteps(meter(f), options, 1)).y);
  expect(single, `float32: ${single}`).toBeLessThan(1.2e-7);
  expect(double, `float64: ${double}`).toBeLessThan(3e-16);
});
