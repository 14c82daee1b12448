import { defaultDevice, init, tree } from '@jax-js/jax';
import type { Solved, SolveOptions } from '../tasks/answer.ts';
import type { Grid, Question } from '../tasks/types.ts';
import { weightCount } from './net.ts';
import { outputSize } from './outputSize.ts';
import { seeded } from './random.ts';
import { type Diet, train, type Training } from './train.ts';
import { vote } from './vote.ts';

const CHECK = Number(process.env.CHECK ?? 0.4), FIT = Number(process.env.FIT ?? 0.5);
const DIETS: Diet[] = [
  { name: 'all turns', views: [0, 1, 2, 3, 4, 5, 6, 7], jitter: Number(process.env.J0 ?? 0) },
  { name: 'upright', views: [0], jitter: Number(process.env.J1 ?? 0.5) },
];
let ready: Promise<unknown> | undefined;

export async function solveByAttention(question: Question, options: SolveOptions & { steps?: number }): Promise<Solved> {
  ready ??= init('wasm').then(() => defaultDevice('wasm'));
  await ready;
  const random = seeded(options.seed), from = process.cpuUsage();
  const used = (): number => { const c = process.cpuUsage(from); return (c.user + c.system) / 1e6; };
  const nets: Training[] = [];
  let begun = 0;
  const tail = (l: number[]): number => l.slice(-Math.ceil(l.length / 6)).reduce((x, y) => x + y, 0) / Math.ceil(l.length / 6);
  for (const diet of DIETS) {
    const since = begun, left = options.seconds * 0.92 - since;
    nets.push(await train(question.train, diet, random, {
      share: (step, losses) => {
        const share = options.steps !== undefined ? step / options.steps : (used() - since) / left;
        return diet.name !== 'upright' && share > CHECK && losses.length > 8 && tail(losses) > FIT ? 1 : share;
      }, aborted: () => options.signal?.aborted ?? false }));
    begun = used();
    if (tail(nets[0].losses) <= FIT) break;
  }
  const fits = nets.length < 2;
  const ballots = question.test.map((input) => {
    const size = outputSize(question.train, input);
    const b = nets.map((n) => vote(n.state, input, size.rows, size.columns, n.diet.views, n.free, random));
    const [first, second] = fits ? [b[0], b[1] ?? b[0]] : [b[1], b[0]];
    const other = [...second.attempts, first.attempts[1]].find((g) => JSON.stringify(g) !== JSON.stringify(first.attempts[0])) ?? first.attempts[1];
    return { attempts: [first.attempts[0], other] as [Grid, Grid], confidence: first.confidence, all: b.map((x) => [x.confidence, x.agreement]), raw: b.map((x) => x.attempts) };
  });
  nets.forEach((n) => tree.dispose(n.state as never));
  return { attempts: ballots.map((b) => b.attempts), confidence: Math.min(...ballots.map((b) => b.confidence)), sure: false, verified: false,
    parameters: weightCount(), explanation: { losses: nets[0].losses, steps: nets.map((n) => n.steps), tails: nets.map((n) => tail(n.losses)), all: ballots.map((b) => b.all), raw: ballots.map((b) => b.raw) }, backend: 'jax-js wasm', warnings: [] };
}
