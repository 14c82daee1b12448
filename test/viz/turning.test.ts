import { afterEach, describe, expect, it, vi } from 'vitest';
import { Machine } from '../../viz/page/lab/machine.ts';
import { playGrids } from '../../viz/page/lab/music.ts';
import { Pace } from '../../viz/page/lab/pace.ts';
import { phaseWords } from '../../viz/page/lab/phase.ts';
import { presetOf } from '../../viz/page/lab/presets.ts';
import { sceneOf } from '../../viz/page/lab/scene.ts';
import { startOf, type Situation } from '../../viz/page/lab/situation.ts';
import { tonesOf, VOICES } from '../../viz/page/lab/tones.ts';
import { Turning } from '../../viz/page/lab/turning.ts';

const TURN = 2 * Math.PI;
const machineOf = (id: string, knobs: Record<string, number>, change: Partial<Situation> = {}): Machine => new Machine(sceneOf({ ...startOf(id), backend: 'webasm', ...change, knobs: { ...startOf(id).knobs, ...knobs } }));
async function after(machine: Machine, launches: number, each?: () => void, steps?: number): Promise<Machine> {
  for (let k = 0; k < launches; k++) { await machine.step(steps); each?.(); }
  return machine;
}

describe('the largest cluster of one frequency', () => {
  it('of 1024 uncoupled oscillators is a hundredth of them; from the onset on it is the locked part, |ω| < K r, (2/π) atan(K r/γ) of a Lorentzian', async () => {
    const gamma = 0.5, seen: number[] = [];
    for (const K of [0, 0.8, 1.2, 3]) {
      const machine = await after(machineOf('onset', { K, gamma }), 250, undefined, 10), { sites, time } = machine.turning.largest()!, r = presetOf('onset')!.theory!.of({ K, gamma });
      expect(time).toBeGreaterThan(50);
      seen.push(sites / machine.sites);
      expect(Math.abs(sites / machine.sites - (2 / Math.PI) * Math.atan((K * r) / gamma)), `K ${K}: ${sites}`).toBeLessThan(0.03);
    }
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen[0]).toBeLessThan(0.012);
  });

  it('is not told before it can be, and watched anew after a change', async () => {
    const machine = await after(machineOf('chimera', {}), 20);
    expect(machine.turning.largest()).toBeUndefined(); // t = 6
    await after(machine, 60);
    expect(machine.turning.largest()!.time).toBeGreaterThan(10);
    machine.poke(3, 1);
    expect(machine.turning.largest()).toBeUndefined();
  });

  it('mean frequencies are those of evenly turning rotors, faster than half a turn a launch too', () => {
    const omega = [0.2, -1, 40], turning = new Turning(3), at = (t: number) => omega.map((w) => Math.atan2(Math.sin(w * t), Math.cos(w * t)));
    for (let k = 0; k < 300; k++) turning.add((k + 1) * 0.2, at(k * 0.2), at((k + 1) * 0.2), omega.map((w) => 0.2 * w + 1));
    const { frequency, time } = turning.mean();
    omega.forEach((w, i) => expect(frequency[i]).toBeCloseTo(w, 9));
    expect(time).toBeGreaterThanOrEqual(30);
    expect(turning.largest()!.sites).toBe(1);
  });
});

describe('what is sung', () => {
  afterEach(() => { vi.unstubAllGlobals(); });
  it('grids as music fall silent when the page turns', () => {
    const page = new EventTarget(), open = new Set<object>(), node = { type: '', frequency: { value: 0 }, gain: { setValueAtTime: () => 0, linearRampToValueAtTime: () => 0, exponentialRampToValueAtTime: () => 0 }, connect: () => node, start: () => 0, stop: () => 0 };
    vi.stubGlobal('window', page);
    vi.stubGlobal('AudioContext', class { currentTime = 0; destination = {}; constructor() { open.add(this); } createOscillator = () => node; createGain = () => node; close = () => { open.delete(this); }; });
    playGrids([[[0, 3], [0, 0]]]);
    expect(open.size).toBe(1);
    page.dispatchEvent(new Event('hashchange'));
    expect(open.size).toBe(0);
    playGrids([[[0, 3], [0, 0]]]);
    playGrids([[[0, 3], [0, 0]]]);
    expect(open.size).toBe(0);
  });

  it('a Stuart-Landau oscillator of ω = 1 on its own is one constant tone', async () => {
    const rates: number[] = [], machine = await after(machineOf('stuart-landau', { omega: 1, shear: 0, K: 0, spread: 0 }, { size: [8, 8] }), 60);
    await after(machine, 40, () => rates.push(...tonesOf(machine).rates));
    for (const rate of rates) expect(rate).toBeCloseTo(1, 3);
    expect(rates).toHaveLength(40 * VOICES);
    expect(tonesOf(machine).amplitudes![5]).toBeCloseTo(1, 3);
  });

  it('FitzHugh-Nagumo and Van der Pol sing the frequency at which they beat', async () => {
    for (const [id, knobs, size] of [['fitzhugh-nagumo', { K: 0, I: 0.5 }, [8, 8]], ['van-der-pol', { K: 0 }, [1, 20]]] as const) {
      const machine = await after(machineOf(id, knobs, { size: [...size] }), 200), [first] = machine.model.variables, beats: number[] = [];
      let last = machine.state[first][0];
      await after(machine, 1200, () => { const v = machine.state[first][0]; if (last < 0 && v >= 0) beats.push(machine.time); last = v; });
      const period = (beats.at(-1)! - beats[0]) / (beats.length - 1), { rates } = tonesOf(machine);
      expect(beats.length, id).toBeGreaterThan(4);
      expect(Math.abs(rates[0] - TURN / period) / (TURN / period), `${id}: ${rates[0]} and ${TURN / period}`).toBeLessThan(0.07);
    }
  });

  it('where a model has no phase of its own, it is said what stands for it', () => {
    expect(['kuramoto', 'stuart-landau', 'fitzhugh-nagumo', 'vector-kuramoto'].map((id) => phaseWords(presetOf(id)!.model))).toEqual(['', 'The phase is the angle of re + i im.',
      'This model has no phase of its own: the angle of (v, w) about (0, 0) stands for it, and r says how alike these angles are.', 'This model has no phase of its own: the angle of (x1, x2) about (0, 0) stands for it, and r says how alike these angles are.']);
  });
});

describe('speed beside the backend’s name', () => {
  it('is right from the first launch on, leaves out the one that built the kernels, and begins anew on another backend', () => {
    const pace = new Pace();
    expect(pace.now).toBe(0);
    pace.add(1000, 500);
    expect(pace.now).toBeCloseTo(2000, 9);
    for (let k = 0; k < 3; k++) pace.add(1000, 10);
    expect(pace.now).toBeCloseTo(100_000, 6);
    pace.forget();
    pace.add(1000, 40);
    expect(pace.now).toBeCloseTo(25_000, 6);
  });
});
