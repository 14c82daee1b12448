import type { BackendName } from '../field/backend.ts';
import { defineField } from '../field/field.ts';
import { gather } from '../field/gather.ts';
import { lattice } from '../field/lattice.ts';
import { settle } from '../field/settle.ts';
import { kuramoto } from '../oscillators/models/kuramoto.ts';
import { oscillator, real } from '../oscillators/oscillator.ts';

type Name = Exclude<BackendName, 'auto'>;

const sineMeter = oscillator({ name: 'sine meter', state: { x: real, y: real }, parameters: {}, rate: { x: '0 * y', y: 'sin(x)' } });

/** Largest |y − sin x| after one Euler step of dt = 1 of dy/dt = sin x from y = 0, over 4001 float32 arguments in [−100, 100]. */
export async function checkSine(backend: Name): Promise<{ error: number; allowed: number }> {
  const x = Float32Array.from({ length: 4001 }, (_, i) => (i - 2000) / 20);
  const run = await settle(defineField({ model: sineMeter, integrator: 'euler', dt: 1 }), { sites: x.length, state: { x, y: 0 }, tolerance: 0, timeLimit: 1, chunk: 1, backend });
  return { error: x.reduce((worst, a, i) => Math.max(worst, Math.abs(run.state.y[i] - Math.sin(a))), 0), allowed: 1e-6 };
}

/** Adler's equation: two oscillators with detuning 0.6 and total coupling 1 come to rest at the phase difference asin 0.6. */
export async function checkAdler(backend: Name): Promise<{ found: number; expected: number; error: number; allowed: number; executor: string }> {
  const pair = defineField({ model: kuramoto, carriers: { link: gather({ degree: 1 }) }, dt: 0.05 });
  const run = await settle(pair, {
    sites: 2, state: { theta: Float32Array.of(0, 1) }, parameters: { omega: Float32Array.of(0.3, -0.3), K: 0.5 }, wiring: { link: { table: Int32Array.of(1, 0) } },
    tolerance: 1e-6, timeLimit: 60, backend,
  });
  const found = Math.atan2(Math.sin(run.state.theta[0] - run.state.theta[1]), Math.cos(run.state.theta[0] - run.state.theta[1])), expected = Math.asin(0.6);
  return { found, expected, error: Math.abs(found - expected), allowed: 1e-4, executor: `${run.backend}, ${run.executor}` };
}

/** Oscillator steps a second of a 256 × 256 Kuramoto lattice, explicit Euler, compilation left out. */
export async function measureSpeed(backend: Name): Promise<{ perSecond: number; what: string }> {
  const side = 256, steps = 100;
  const field = defineField({ model: kuramoto, carriers: { near: lattice({ rows: side, columns: side, boundary: 'periodic' }) }, integrator: 'euler', dt: 0.05 });
  const once = (n: number) => settle(field, { sites: side * side, state: { theta: Float32Array.from({ length: side * side }, (_, i) => Math.sin(i)) }, tolerance: 0, timeLimit: n * 0.05, chunk: 25, backend });
  await once(25);
  const started = performance.now();
  await once(steps);
  return { perSecond: (side * side * steps) / ((performance.now() - started) / 1e3), what: `${side}² Kuramoto lattice, Euler` };
}
