import { describe, expect, it } from 'vitest';
import { quantiles, SHARES } from '../../src/runs/quantiles.ts';
import type { SimulationFile } from '../../src/schemas/simulate.ts';
import { simulationRuns } from '../support/simulationRun.ts';

const runs = simulationRuns('plastic');
/** Runs a file; what it recorded is read as plain numbers. */
const go = async (...given: Parameters<typeof runs.go>) => {
  const run = await runs.go(...given);
  return { ...run, read: async (name: string) => [...await run.read(name)] };
};

const theta = [0.1, 1.3, -2], HEBB = { name: 'my Hebb', of: 'link' as const, reads: ['theta'], parameters: { epsilon: 0.01 }, rate: 'epsilon * cos(theta_i - theta_j)', decay: 'epsilon' };
/** Phases that stand still (no coupling reaches them), so that the law of the couplings has a closed form. */
const HELD: SimulationFile = { model: 'kuramoto', backend: 'cpu', sites: 3, carriers: { net: { kind: 'dense', weight: 0 } }, parameters: { omega: 0, K: 0 }, start: { theta }, dt: 0.1, time: 20, record: { every: 1 },
  plasticity: { every: 0.5, rules: [{ rule: 'adaptive-kuramoto', carrier: 'net', parameters: { epsilon: 0.1 } }] } };

describe('a run that learns', () => {
  it('adaptive couplings of held phases are recorded at their times: w = cos(θ_i − θ_j)(1 − e^−εt), link by link with both ends', async () => {
    const { arrays, read, result } = await go(HELD), w = await read('net_weight'), time = await read('time'), to = await read('net_to'), from = await read('net_from');
    expect([arrays.net_weight.shape, arrays.net_weight.dimensions, arrays.net_weight.type]).toEqual([[21, 6], ['time', 'net_link'], '<f4']);
    expect(to.map((i, k) => `${i}<${from[k]}`)).toEqual(['0<1', '0<2', '1<0', '1<2', '2<0', '2<1']);
    time.forEach((t, m) => to.forEach((i, k) => {
      const between = m > 0 && m < 20 ? ((0.1 * 0.5) / 2) ** 2 / 2 : 0; // the mean of two exponentials half a look apart lies a cosh above the middle one
      expect(Math.abs(w[6 * m + k] - Math.cos(theta[i] - theta[from[k]]) * (1 - Math.exp(-0.1 * t)))).toBeLessThan(2e-6 + 1.1 * between);
    }));
    expect(result.learned).toMatchObject([{ name: 'net_weight', rule: 'adaptive Kuramoto', values: 6 }]);
    const last = w.slice(-6);
    expect([result.learned![0].least, result.learned![0].most]).toEqual([Math.min(...last), Math.max(...last)]);
  });

  it('beside every array that learns stand its seven quantiles, and the volatility falls as e^−εt', async () => {
    const { arrays, read } = await go(HELD), w = await read('net_weight'), q = await read('net_weight_quantiles'), volatility = await read('volatility');
    expect(arrays.net_weight.attributes).toMatchObject({ kind: 'coupling', quantiles: 'net_weight_quantiles', rule: 'adaptive Kuramoto', time_constant: '1/epsilon', to: 'net_to', from: 'net_from' });
    expect(arrays.net_weight_quantiles.attributes.shares).toEqual(SHARES);
    for (const m of [0, 7, 20]) quantiles(w.slice(6 * m, 6 * m + 6)).forEach((v, k) => expect(q[7 * m + k]).toBeCloseTo(v, 6));
    expect(volatility[15] / volatility[5]).toBeCloseTo(Math.exp(-1), 2);
  });

  it('a rule written in the file does what the same rule does by name', async () => {
    const own = await go({ ...HELD, plasticity: { every: 0.5, rules: [{ rule: HEBB, carrier: 'net', parameters: { epsilon: 0.1 } }] } }), named = await go(HELD), [a, b] = [await own.read('net_weight'), await named.read('net_weight')];
    a.forEach((v, k) => expect(v).toBeCloseTo(b[k], 5));
    expect(own.arrays.net_weight.attributes.rule).toBe('my Hebb');
  });

  it('homeostasis moves the growth rates of the sites, and what it holds is recorded with its set point', async () => {
    const { arrays, read, result } = await go({ model: 'stuart-landau', backend: 'cpu', sites: 4, parameters: { mu: [0.3, 0.8, 1.4, 2], omega: 1 }, start: { re: 0.5, im: 0 }, dt: 0.05, time: 60, record: { every: 2 },
      plasticity: { every: 0.2, rules: [{ rule: 'amplitude-homeostasis', parameters: { setPoint: 0.6, tau: 4 } }] } });
    expect(arrays.mu.dimensions).toEqual(['time', 'site']);
    expect(arrays.power.attributes).toMatchObject({ kind: 'held', set_point: 0.6, quantiles: 'power_quantiles' });
    expect((await read('mu')).slice(0, 4).map((v) => Number(v.toFixed(4)))).toEqual([0.3, 0.8, 1.4, 2]);
    for (const v of (await read('power')).slice(-4)) expect(v).toBeCloseTo(0.6, 3);
    for (const v of (await read('mu')).slice(-4)) expect(v).toBeCloseTo(0.6, 3);
    expect(result.status).not.toBe('diverged');
  });

  it('a scaled ear: the running average comes to its set point, and stands in the recording under its name', async () => {
    const { arrays, read } = await go({ model: 'stuart-landau', backend: 'cpu', sites: 3, carriers: { net: { kind: 'sparse', links: [[2, 0], [2, 1]], weight: 0.3 } }, parameters: { mu: 1, K: 0 }, start: { re: 1, im: 0 }, dt: 0.1, time: 80, record: { every: 4 },
      plasticity: { rules: [{ rule: 'synaptic-scaling', carrier: 'net', reads: { x: 're' }, parameters: { setPoint: 1.5, tau: 10, tauActivity: 1 } }] } });
    expect(arrays.activity.attributes).toMatchObject({ kind: 'average', set_point: 1.5 });
    expect((await read('activity')).at(-1)).toBeCloseTo(1.5, 3);
    for (const w of (await read('net_weight')).slice(-2)) expect(w).toBeCloseTo(0.75, 3);
  });

  it.each([1, 6])('interrupted after %s moments and resumed it is the same trajectory and the same couplings, bit for bit; also with a longer time', async (stopAfter) => {
    const file: SimulationFile = { ...HELD, sites: 5, parameters: { omega: { normal: [0, 0.5] }, K: 0.4 }, start: {}, time: 12, noise: undefined, plasticity: { every: 0.2, rules: [{ rule: 'hebbian-phase', carrier: 'net', parameters: { eta: 0.1 } }, { rule: 'forgetting', carrier: 'net' }] } };
    const whole = await go(file), broken = await go(file, { stopAfter });
    expect(broken.result.status).toBe('interrupted');
    const resumed = await go(file, { at: broken.at, resume: true });
    for (const name of ['time', 'theta', 'net_weight', 'drive', 'volatility']) expect(await resumed.read(name), name).toEqual(await whole.read(name));
    if (stopAfter > 1) return;
    const longer = await go({ ...file, time: 15 }), more = await go({ ...file, time: 15 }, { at: whole.at, resume: true }), n = 5 * 13;
    expect((await more.read('theta')).slice(n)).toEqual((await longer.read('theta')).slice(n));
  });

  it('is locked only where its couplings rest too, and the recording says since when', async () => {
    const pair: SimulationFile = { ...HELD, sites: 2, parameters: { omega: 0, K: 1 }, start: { theta: [0, 0.2] }, carriers: { net: { kind: 'dense', weight: 1 } }, tolerance: 1e-3, time: 400, plasticity: { every: 0.5, rules: [{ rule: 'forgetting', carrier: 'net', parameters: { tau: 20 } }] } };
    const { result, attributes } = await go(pair), still = await go({ ...pair, plasticity: undefined });
    expect(still.result.time).toBeLessThan(10);
    expect(result.status).toBe('locked');
    expect(result.time).toBeGreaterThan(20 * Math.log(1 / 20 / 1e-3) - 1); // |w'| = e^(−t/τ)/τ falls below 1e-3
    expect((attributes.outcome as { restSince: number }).restSince).toBeCloseTo(result.time, -1);
  });

  it.each([
    [{ rules: [{ rule: 'hebian-phase', carrier: 'net' }] }, /^plasticity\.rules\.0: rule "hebian-phase" is unknown, expected one of .* Did you mean "hebbian-phase"\?$/],
    [{ rules: [{ rule: 'oja', carrier: 'net' }] }, /^learn: Oja reads "x", which no site shows, expected one of theta, S, C\. Say under which name: /],
    [{ rules: [{ rule: 'adaptive-kuramoto', carrier: 'nett' }] }, /has carrier "nett", expected one of the field\. Did you mean "net"\?/],
    [{ rules: [{ rule: 'adaptive-kuramoto', carrier: 'net', parameters: { epsilo: 1 } }] }, /has no parameter "epsilo"\. Did you mean "epsilon"\?/],
    [{ rules: [{ rule: { ...HEBB, rate: 'epsilon * cos(phi_i)' }, carrier: 'net' }] }, /my Hebb, rate.*phi_i/],
  ])('%j: one line that says what to do', async (plasticity, said) => {
    await expect((async () => go({ ...HELD, plasticity: plasticity as SimulationFile['plasticity'] }))()).rejects.toThrow(said);
    await expect((async () => go({ ...HELD, batch: 2 }))()).rejects.toThrow(/^learn: batch is 2, expected 1\./);
  });
});
