import { describe, expect, it } from 'vitest';
import { defineField } from '../../src/field/field.ts';
import { gather } from '../../src/field/gather.ts';
import { playDrive } from '../../src/field/driven.ts';
import { drivenStuartLandau } from '../../src/oscillators/models/drivenStuartLandau.ts';
import { farthest, HERE, irregular, oracle } from '../support/engine.ts';

const field = (dt: number) => defineField({ model: drivenStuartLandau, carriers: { bank: gather({ degree: 2 }) }, dt });
const N = 5, BATCH = 3;
const options = {
  sites: N, batch: BATCH, state: { re: irregular(N * BATCH, -0.3, 0.3, 1), im: irregular(N * BATCH, -0.3, 0.3, 2) },
  parameters: { mu: -0.05, omega: irregular(N, -3, 3, 3), K: 0.1, hearing: 0.2 },
  wiring: { bank: { table: Int32Array.from({ length: N * 2 }, (_, i) => (i * 3 + 1) % N), weight: 0.7 } },
};
const drives = Array.from({ length: 6 }, (_, k) => ({ fRe: irregular(N * BATCH, -1, 1, 10 + k), fIm: irregular(N * BATCH, -1, 1, 20 + k) }));

describe.each(HERE)('playDrive on %s', (backend) => {
  it('six moments of different drive, each entry its own, agree with float64 settled moment by moment', async () => {
    const f = field(0.125), seen: Float32Array[] = [];
    const run = await playDrive(f, { ...options, backend, moments: 6, hold: 1, drive: (k) => drives[k], record: (_, s) => seen.push(s.re.slice(0, N * BATCH)) });
    let state: Record<string, Float32Array> = options.state, wide: Record<string, Float64Array> = {};
    for (let k = 0; k < 6; k++) {
      wide = oracle(f, { ...options, state, parameters: { ...options.parameters, ...drives[k] } }, 8);
      state = { re: Float32Array.from(wide.re), im: Float32Array.from(wide.im) };
      expect(farthest(seen[k], wide.re)).toBeLessThan(3e-6); // float32 over 48 steps of size 0.3
    }
    expect(farthest(run.state.im, wide.im)).toBeLessThan(3e-6);
    expect(run.backend).toBe(backend);
    expect([run.time, run.steps]).toEqual([6, 48]);
  });
});

describe('playDrive', () => {
  it('a weak constant drive on an uncoupled site leads to b f / (−μ − iω)', async () => {
    const mu = -0.5, omega = 1.2, b = 1e-3;
    const { state } = await playDrive(defineField({ model: drivenStuartLandau, dt: 0.1 }), {
      sites: 1, state: { re: 0, im: 0 }, parameters: { mu, omega, hearing: b }, moments: 60, hold: 1, drive: () => ({ fRe: 1, fIm: 0 }) });
    const d = mu * mu + omega * omega;
    expect(state.re[0]).toBeCloseTo((-mu * b) / d, 7);
    expect(state.im[0]).toBeCloseTo((omega * b) / d, 7);
  });
  it('halving dt leaves what a rhythm leads to: the change of RK4 falls by more than ten', async () => {
    const end = async (dt: number) => (await playDrive(field(dt), { ...options, moments: 6, hold: 1, drive: (k) => drives[k] })).state.re;
    const fine = await end(1 / 32), gaps = [farthest(await end(1 / 4), fine), farthest(await end(1 / 8), fine)];
    expect(gaps[1]).toBeLessThan(1e-3);
    expect(gaps[0] / gaps[1]).toBeGreaterThan(10);
  });
  it('asks for the drive with the state before each moment, so that a field may hear itself', async () => {
    const asked: number[] = [];
    const { state } = await playDrive(field(0.25), { ...options, moments: 3, hold: 1, drive: (_, s) => { asked.push(s.re[0]); return drives[0]; } });
    expect(asked[0]).toBe(options.state.re[0]);
    expect(new Set([...asked, state.re[0]]).size).toBe(4);
  });
  it('names what is wrong: a hold between steps, no moments, a state that leaves the finite numbers, an abort', async () => {
    const play = (more: object) => playDrive(field(0.25), { ...options, moments: 3, hold: 1, drive: () => drives[0], ...more });
    await expect(play({ hold: 0.6 })).rejects.toThrow('playDrive: hold is 0.6, expected a whole number of dt = 0.25');
    await expect(play({ moments: 0 })).rejects.toThrow('playDrive: moments is 0');
    await expect(play({ moments: 40, parameters: { ...options.parameters, hearing: 1e30 } })).rejects.toThrow(/playDrive: (re|im) became .* in moment \d+, site \d of batch entry \d/);
    await expect(play({ signal: AbortSignal.abort(new Error('stopped')) })).rejects.toThrow('stopped');
  });
});
