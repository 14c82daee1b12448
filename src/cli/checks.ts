import { absent, kernel, machine, pipeline, prepareBackend, type BackendName } from '../field/backend.ts';
import { defineField } from '../field/field.ts';
import { lattice } from '../field/lattice.ts';
import { settle } from '../field/settle.ts';
import { kuramoto } from '../oscillators/models/kuramoto.ts';
import { oscillator, real } from '../oscillators/oscillator.ts';
import type { Examined } from '../schemas/doctor.ts';

type Name = Exclude<BackendName, 'auto'>;
interface Way { backend: Name; fused: boolean }

/** Backends that move a whole field in one piece beside kernel by kernel. */
const WHOLE: readonly Name[] = ['webasm', 'webgpu'];
/** Largest errors of a sound backend: of the sine on [−π, π] and on [−10⁴, 10⁴], of the phase difference of the pair. */
const ALLOWED = { near: 1e-6, far: 1e-6, adler: 1e-4 };
const SAMPLES = 8001;

const sineMeter = oscillator({ name: 'sine meter', state: { x: real, y: real }, parameters: {}, rate: { x: '0 * y', y: 'sin(x)' } });

/** Every way in which a backend can move a field, examined; a single row with the reason where it is absent. Runs in Node and in a browser. */
export async function examineBackend(backend: Name): Promise<Examined[]> {
  await prepareBackend(backend);
  const missing = absent(backend), rows: Examined[] = [];
  if (missing !== undefined) return [{ backend, verdict: 'absent', reason: missing }];
  for (const fused of WHOLE.includes(backend) ? [true, false] : [false]) rows.push(await examine({ backend, fused }));
  return rows;
}

async function examine(way: Way): Promise<Examined> {
  try {
    const near = await sineError(way, Math.PI), far = await sineError(way, 1e4), native = await nativeSineError(way.backend, Math.PI);
    const adler = await lockedPair(way), { executor, perSecond } = await speed(way);
    const right = near <= ALLOWED.near && far <= ALLOWED.far && Math.abs(adler - Math.asin(0.6)) <= ALLOWED.adler;
    return { backend: way.backend, executor, verdict: right ? 'sound' : 'wrong', sine: { near, far, native }, adler, perSecond };
  } catch (error) {
    return { backend: way.backend, verdict: 'broken', reason: (error as Error).message.split('\n')[0] };
  }
}

const argumentsUpTo = (reach: number) => Float32Array.from({ length: SAMPLES }, (_, i) => reach * ((2 * i) / (SAMPLES - 1) - 1));
/** Largest |y − sin x| against float64; a NaN counts as infinite. */
const worst = (x: Float32Array, y: Float32Array) => x.reduce((most, a, i) => Math.max(most, Number.isNaN(y[i]) ? Infinity : Math.abs(y[i] - Math.sin(a))), 0);

/** The polynomial sine as compiled there: y after one Euler step of dt = 1 of dy/dt = sin x from y = 0. */
async function sineError(way: Way, reach: number): Promise<number> {
  const x = argumentsUpTo(reach);
  const run = await settle(defineField({ model: sineMeter, integrator: 'euler', dt: 1 }), { sites: x.length, state: { x, y: 0 }, tolerance: 0, timeLimit: 1, chunk: 1, ...way });
  return worst(x, run.state.y);
}

/** The sine that the backend brings itself, as a kernel of one line. */
async function nativeSineError(backend: Name, reach: number): Promise<number> {
  const x = argumentsUpTo(reach), gpu = machine(backend), plan = pipeline(gpu, 1, ([a]) => ({ y: kernel(gpu, ['a'], 'return Math.sin(a[this.thread.x]);', SAMPLES, 0, [])(a) }), false);
  const { y } = await plan.run([x]);
  plan.destroy();
  return worst(x, y);
}

/** Adler's equation: two oscillators, detuning 0.6, total coupling 1, come to rest at the phase difference asin 0.6 = 0.6435011 (validation-suite.md V1). */
async function lockedPair(way: Way): Promise<number> {
  const pair = defineField({ model: kuramoto, carriers: { link: lattice({ rows: 1, columns: 2 }) }, dt: 0.05 });
  const { state: { theta } } = await settle(pair, { sites: 2, state: { theta: Float32Array.of(0, 1) }, parameters: { omega: Float32Array.of(0.3, -0.3), K: 0.5 }, tolerance: 1e-6, timeLimit: 60, ...way });
  return Math.atan2(Math.sin(theta[0] - theta[1]), Math.cos(theta[0] - theta[1]));
}

/** Oscillator steps a second of a 256 × 256 Kuramoto lattice, explicit Euler, compilation left out. */
async function speed(way: Way): Promise<{ perSecond: number; executor: string }> {
  const side = 256, steps = 100;
  const field = defineField({ model: kuramoto, carriers: { near: lattice({ rows: side, columns: side, boundary: 'periodic' }) }, integrator: 'euler', dt: 0.05 });
  const once = (n: number) => settle(field, { sites: side * side, state: { theta: Float32Array.from({ length: side * side }, (_, i) => Math.sin(i)) }, tolerance: 0, timeLimit: n * 0.05, chunk: 25, ...way });
  await once(25);
  const started = performance.now(), { executor } = await once(steps);
  return { perSecond: (side * side * steps) / ((performance.now() - started) / 1e3), executor };
}
