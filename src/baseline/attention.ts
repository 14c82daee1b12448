import { defaultDevice, init, tree } from '@jax-js/jax';
import type { Solved, SolveOptions } from '../tasks/answer.ts';
import type { Question } from '../tasks/types.ts';
import { weightCount } from './net.ts';
import { outputSize } from './outputSize.ts';
import { seeded } from './random.ts';
import { train } from './train.ts';
import { vote } from './vote.ts';

let ready: Promise<unknown> | undefined;

export async function solveByAttention(question: Question, options: SolveOptions & { steps?: number }): Promise<Solved> {
  ready ??= init('wasm').then(() => defaultDevice('wasm'));
  await ready;
  const random = seeded(options.seed), from = process.cpuUsage();
  const used = (): number => { const c = process.cpuUsage(from); return (c.user + c.system) / 1e6; };
  const budget = options.seconds * 0.92;
  const trained = await train(question.train, random, {
    share: (step) => (options.steps !== undefined ? step / options.steps : used() / budget), aborted: () => options.signal?.aborted ?? false });
  const ballots = question.test.map((input) => {
    const size = outputSize(question.train, input);
    return { size, ...vote(trained.state, input, size.rows, size.columns, trained.views, trained.free, random) };
  });
  tree.dispose(trained.state as never);
  return { attempts: ballots.map((b) => b.attempts), confidence: Math.min(...ballots.map((b) => b.confidence)), sure: false, verified: false,
    parameters: weightCount(), explanation: { losses: trained.losses, steps: trained.steps, agreement: ballots.map((b) => b.agreement) }, backend: 'jax-js wasm', warnings: [] };
}
