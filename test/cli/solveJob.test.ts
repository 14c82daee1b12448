import { expect, it, vi } from 'vitest';
import { work } from '../../src/cli/solveJob.ts';

const answer = vi.hoisted(() => ({ value: {} as Record<string, unknown> }));
vi.mock('../../src/solvers/grid/solve.ts', () => ({ solveByField: async () => answer.value }));

const job = { method: 'field', question: { train: [], test: [[[1]]] }, options: { seed: 1, seconds: 1 } } as const;
const solved = { attempts: [[[[1]], [[2]]]], confidence: 1, sure: true, verified: true, parameters: 1, explanation: { why: 'so' }, backend: 'cpu', warnings: ['w'] };
const ask = (value: Record<string, unknown>) => {
  answer.value = value;
  return work({ ...job, question: { train: [], test: [[[1]]] } });
};

it('what the contract names of an answer goes through, and nothing else', async () => {
  expect(await ask({ ...solved, candidates: 'everything that was weighed' })).toEqual(solved);
});

it('an explanation that cannot be written down is left out with a warning, the answer stays', async () => {
  const ring: Record<string, unknown> = {};
  ring.self = ring;
  for (const explanation of [ring, 'x'.repeat(5e6)]) {
    const told = await ask({ ...solved, explanation });
    expect(told).toMatchObject({ attempts: solved.attempts, explanation: null });
    expect(told.warnings[1]).toMatch(/^the explanation was left out: .*, expected at most 4 MB$/);
  }
});

it('a wrong number of answers and an answer that is no grid are refused', async () => {
  await expect(ask({ ...solved, attempts: [] })).rejects.toThrow('0 answers came, expected 1');
  await expect(ask({ ...solved, attempts: [[[[1]], [[11]]]] })).rejects.toThrow('an answer is no grid row 0: colour 11 came');
});
