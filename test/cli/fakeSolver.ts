// Stands in for the solvers where a test is about the command around them. What it does hangs on the first colour of the first demonstration.
import { appendFileSync } from 'node:fs';
import type { Solved } from '../../src/tasks/answer.ts';
import type { SolveJob } from '../../src/cli/solveJob.ts';

export const behaviour = { answer: 0, throw: 1, exit: 2, hang: 3, slow: 4, miss: 5, sure: 6 } as const;

export async function work({ method, question, options }: SolveJob): Promise<Solved> {
  const what = question.train[0].input[0][0], journal = process.env.FAKE_JOURNAL;
  if (journal) appendFileSync(journal, `${method} ${question.test[0][0].join('')}\n`);
  if (what === behaviour.throw) throw new Error('the medium broke');
  if (what === behaviour.exit) process.exit(3);
  if (what === behaviour.hang) for (;;); // A loop that never ends, and cannot be asked to.
  if (what === behaviour.slow) await new Promise((resolve) => setTimeout(resolve, 250));
  const right = what !== behaviour.miss && !(method === 'attention' && what === behaviour.answer);
  return {
    attempts: question.test.map((input) => [right ? input : [[(options.seed * 7) % 10]], [[9]]]),
    confidence: right ? 0.9 : 0.2, sure: what === behaviour.sure, verified: right, parameters: method === 'field' ? 12 : 1000,
    explanation: { seed: options.seed }, backend: method === 'field' ? 'webasm' : 'fake wasm', warnings: [],
  };
}
