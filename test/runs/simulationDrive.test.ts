import { describe, expect, it } from 'vitest';
import { simulationOf } from '../../src/runs/simulation.ts';
import type { SimulationFile } from '../../src/schemas/simulate.ts';
import { simulationRuns } from '../support/simulationRun.ts';

const { go } = simulationRuns('drive');

/** x' = f − x: while f is held it comes to f as e^−t, exactly known over any sequence. */
const FOLLOWS: SimulationFile = { name: 'follows', state: { x: 'real' }, parameters: { f: 0, unused: [1, 2] }, rate: { x: 'f - x' }, sites: 2, start: { x: 0 }, dt: 0.05, time: 6, record: { every: 0.5 }, backend: 'cpu',
  drive: [{ for: 1, parameters: { f: [1, -2] } }, { for: 0.5, parameters: {} }] };
const exact = (t: number, f: number) => {
  let x = 0;
  for (let k = 0; k < Math.round(t / 0.5); k++) x = (k % 3 < 2 ? f : 0) + (x - (k % 3 < 2 ? f : 0)) * Math.exp(-0.5);
  return x;
};

describe('a drive in a model file', () => {
  it('is played part after part and from the start again: x follows as e^−t between the changes', async () => {
    const { read, arrays } = await go(FOLLOWS), x = await read('x'), time = await read('time');
    expect(time.length).toBe(13);
    time.forEach((t, m) => [1, -2].forEach((f, i) => expect(x[2 * m + i]).toBeCloseTo(exact(t, f), 5)));
    expect(Object.keys(arrays)).toContain('unused');
    expect(Object.keys(arrays)).not.toContain('f'); // it moves: no parameter that stands still
  });

  it.each([1, 3, 4])('interrupted after %s moments and resumed it is the same trajectory, bit for bit', async (stopAfter) => {
    const whole = await go(FOLLOWS), broken = await go(FOLLOWS, { stopAfter }), { read } = await go(FOLLOWS, { at: broken.at, resume: true });
    expect(broken.result.status).toBe('interrupted');
    expect(await read('x')).toEqual(await whole.read('x'));
  });

  it('rules read signals at what is played', async () => {
    const file: SimulationFile = { ...FOLLOWS, parameters: { f: 0 }, emits: { s: 'f' }, hears: ['net'], carriers: { net: { kind: 'dense', weight: 0, from: { net: 's' } } }, time: 3,
      plasticity: { every: 0.25, rules: [{ carrier: 'net', rule: { name: 'sum', of: 'link', reads: ['s'], rate: 's_i' } }] } };
    const { read } = await go(file), w = [...await read('net_weight')].slice(-2); // ∫ f over 1 + 0 + 1 + 0, within a half look at each change
    expect(w[0]).toBeCloseTo(2, 0);
    expect(w[1]).toBeCloseTo(-4, 0);
  });

  it('says in one line what is wrong', () => {
    const wrong = (change: Partial<SimulationFile>) => () => simulationOf({ ...FOLLOWS, ...change });
    expect(wrong({ drive: [{ for: 0.12, parameters: { f: 1 } }] })).toThrow(/^drive\.0\.for is 0\.12, expected a whole number of dt = 0\.05\. /);
    expect(wrong({ drive: [{ for: 1, parameters: { g: 1 } }] })).toThrow(/^drive\.0\.parameters: "g" is unknown/);
    expect(wrong({ drive: [{ for: 0.5, parameters: { f: 1 } }], plasticity: { every: 0.2, rules: [{ rule: { name: 'drift', of: 'site', changes: 'unused', rate: '1' } }] } })).toThrow(/expected a whole number of plasticity\.every = 0\.2/);
    expect(wrong({ time: 6.15 })).toThrow(/^time is 6\.15, expected a whole number of 0\.5/);
  });
});
