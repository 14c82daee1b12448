import { describe, expect, it } from 'vitest';
import { settleOutput } from '../../../src/solvers/grid/outputField.ts';

const every = Array.from({ length: 100 }, (_, k) => ({ start: Math.floor(k / 10), colour: k % 10 }));
const played = (margin: number) => ({ start: every.map((e) => e.start), colour: every.map((e) => e.colour), margin: every.map(() => margin) });

describe.each(['cpu', 'webasm'])('settleOutput on %s', (backend) => {
  it('brings every output from every colour to every driven colour where the vote is clear', async () => {
    const read = await settleOutput(played(0.6), { backend });
    expect(Array.from(read.colour)).toEqual(every.map((e) => e.colour));
    expect(read.locked.every((v) => v === 1)).toBe(true);
    expect(read.status).toBe('locked');
  });

  it('leaves a cell unsure whose vote is a draw: it rests where it was', async () => {
    const read = await settleOutput(played(0), { backend });
    every.forEach((e, i) => {
      expect(read.colour[i]).toBe(e.start);
      expect(read.locked[i]).toBe(+(e.start === e.colour));
    });
  });
});

describe('settleOutput', () => {
  it('holds silence for unsure: no source, no lock', async () => {
    const read = await settleOutput({ start: [3], colour: [-1], margin: [1] }, {});
    expect(read.locked[0]).toBe(0);
  });
});
