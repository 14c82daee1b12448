import { expect, it } from 'vitest';
import { attendSequence } from '../../src/baseline/sequenceAttention.ts';

const length = 640, symbols = Int8Array.from({ length }, (_, i) => [0, 1, 3][i % 3]), scored = new Uint8Array(length).fill(1);

it('attendSequence learns a period of three within six passes, and says how much it has and did', async () => {
  const taught = symbols.map((_, i) => [0, 1, 3][(i + 1) % 3]);
  const answer = await attendSequence({ symbols, taught, scored, end: 480, passes: 6, seed: 1 });
  expect(answer.asked).toBe(160);
  expect(answer.right).toBe(160);
  expect(answer.updates).toBe(42);
  expect(answer.parameters).toBeGreaterThan(50_000);
});
it('attendSequence does not see what is to come: a teacher that is the future of random symbols stays near 25 %', async () => {
  let x = 7;
  const random = Int8Array.from({ length }, () => ((x = (x * 48271) % 2147483647) >> 8) & 3), taught = random.map((_, i) => random[(i + 1) % length]);
  const { right, asked } = await attendSequence({ symbols: random, taught, scored, end: 480, passes: 3, seed: 1 });
  expect(Math.abs(right / asked - 0.25)).toBeLessThan(5 * Math.sqrt((0.25 * 0.75) / asked));
});
it('attendSequence refuses to learn from less than a window', async () => {
  await expect(attendSequence({ symbols, taught: symbols, scored, end: 40, passes: 1, seed: 1 })).rejects.toThrow('attendSequence: end is 40, expected more than 64 symbols');
});
