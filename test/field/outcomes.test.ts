import { expect, it } from 'vitest';
import * as c from '../../src/index.ts';
import { irregular } from '../support/engine.ts';

const N = 6, swap = { l: { table: Int32Array.of(1, 0) } };
const late = (delay: number, dt: number) => c.defineField({ model: c.kuramoto, carriers: { l: c.delayed(c.permutation(), { delay }) }, dt });
const cycles = c.defineField({ model: c.stuartLandau, carriers: { l: c.circle({ sites: N, radius: 1 }) }, integrator: 'strang', dt: 0.1 });
const feedback = c.oscillator({ name: 'late feedback', state: { x: 'real' }, parameters: { a: 1 }, rate: { x: '-a*tanh(U) + 0*x' }, emits: { U: 'x' } });
const echo = c.defineField({ model: feedback, carriers: { l: c.delayed(c.permutation({ from: { U: 'U' } }), { delay: 1 }) }, dt: 0.1 }), own = { l: { table: Int32Array.of(0) } };

it('locked: Stuart-Landau oscillators under Strang splitting, in their own frame', async () => {
  const run = await c.settle(cycles, { sites: N, state: { re: irregular(N, 0.2, 1), im: irregular(N, -0.5, 0.5, 2) }, parameters: { omega: 1.5, K: 0.5, degree: 2 }, tolerance: 1e-4, timeLimit: 100 });
  expect([run.status, run.warnings]).toEqual(['locked', []]);
  expect(run.orderParameter![0]).toBeCloseTo(1, 4);
});

it('drifting: with a delay too, more detuning than coupling parts two oscillators by whole turns', async () => {
  const run = await c.settle(late(1, 0.1), { sites: 2, state: { theta: Float32Array.of(0, 0.1) }, parameters: { omega: Float32Array.of(1, 3), K: 0.5 }, wiring: swap, tolerance: 1e-4, timeLimit: 100 });
  expect(run.status).toBe('drifting');
});

it("periodic and locked: x' = −a tanh x(t − 1) rests for a < π/2 and swings for a > π/2", async () => {
  const at = (a: number) => c.settle(echo, { sites: 1, state: { x: 0.5 }, parameters: { a }, wiring: own, tolerance: 1e-5, window: 3, timeLimit: 80, chunk: 1 });
  const [still, swinging] = [await at(0.8), await at(2.5)];
  expect(still.status).toBe('locked');
  expect(Math.abs(still.state.x[0])).toBeLessThan(1e-4);
  expect(swinging.status).toBe('periodic');
});

it('timeLimit: what noise keeps moving is neither at rest nor on an orbit', async () => {
  const ou = c.oscillator({ name: 'Ornstein-Uhlenbeck', state: { x: 'real' }, parameters: {}, rate: { x: '-x' }, noise: { x: '0.5' } });
  const run = await c.settle(c.defineField({ model: ou, integrator: 'heun', dt: 0.05 }), { sites: 50, state: { x: 0 }, seed: 3, tolerance: 1e-3, timeLimit: 40 });
  expect([run.status, run.steps]).toEqual(['timeLimit', 800]);
  expect(run.residual).toBeGreaterThan(0.1);
});

it('a settle that goes on where another ended throws the same dice as one without a break', async () => {
  const walk = c.oscillator({ name: 'walk', state: { x: 'real' }, parameters: {}, rate: { x: '-x' }, noise: { x: '1' } }), field = c.defineField({ model: walk, integrator: 'euler', dt: 0.1 });
  const whole = await c.settle(field, { sites: 9, state: { x: 0 }, seed: 5, tolerance: 0, timeLimit: 4 }), first = await c.settle(field, { sites: 9, state: { x: 0 }, seed: 5, tolerance: 0, timeLimit: 1.7 });
  const rest = await c.settle(field, { sites: 9, state: first.state, seed: 5, tolerance: 0, timeLimit: 4, stepsBefore: 17 });
  expect([...rest.state.x]).toEqual([...whole.state.x]);
});

it('a delayed field does not go on from a state alone: one line', async () => {
  const options = { sites: 2, state: { theta: 0 }, wiring: swap, tolerance: 0, timeLimit: 4, stepsBefore: 10 };
  await expect(c.settle(late(1, 0.1), options)).rejects.toThrow(/^field: Kuramoto hears delayed signals and would begin at t = 1, expected 0 or what advance returned: [^\n]+$/);
});
