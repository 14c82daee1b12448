import { defaultDevice, init, tree } from '@jax-js/jax';
import type { Solved, SolveOptions } from '../tasks/answer.ts';
import type { Grid, Question } from '../tasks/types.ts';
import { attentionMaps, curve, trainingAccuracy } from './explain.ts';
import { weightCount } from './net.ts';
import { outputSize } from './outputSize.ts';
import { seeded } from './random.ts';
import { type Diet, settledLoss, train, type Training } from './train.ts';
import { type Ballot, sameGrid, vote } from './vote.ts';

/** `steps` fixes the number of training steps of each net: the answer then depends on the seed alone, not on the clock. */
export interface AttentionOptions extends SolveOptions { steps?: number }

/** First every turn of the demonstrations; where their losses contradict each other, the upright ones only. */
const TURNS: Diet = { name: 'all turns', views: [0, 1, 2, 3, 4, 5, 6, 7], jitter: 0 };
const UPRIGHT: Diet = { name: 'upright', views: [0], jitter: 0.5 };
/** Share of the budget after which a loss over CONTRADICTION tells that the rule does not turn with the grid. */
const JUDGE = 0.4, CONTRADICTION = 0.5;
/** Training ends at this share of the budget; voting has the rest. An answer is called sure from this mean top probability and share of votes. */
const TRAINING = 0.9, SURE = { confidence: 0.98, agreement: 0.7 };

let ready: Promise<unknown> | undefined;

/**
 * The attention net: token a cell, two layers, four heads, trained by Adam on this task's demonstrations alone, then voted.
 * Budget: `seconds` of CPU (a quarter of the wall clock where that is more); how many steps fit depends on the machine, so
 * only `steps` makes a run repeatable. A signal ends training at the next eighth step and the answer so far is returned.
 * Its answers are never verified; `confidence` is the softmax's own opinion.
 */
export async function solveByAttention(question: Question, options: AttentionOptions): Promise<Solved> {
  ready ??= init('wasm').then(() => defaultDevice('wasm'));
  await ready;
  const nets: Training[] = [], warnings: string[] = [];
  try {
    return await solve(question, options, nets, warnings);
  } catch (error) {
    warnings.push(`solveByAttention: ${error instanceof Error ? error.message : String(error)}; expected a trained net. The scaled inputs are handed back instead.`);
    const attempts = question.test.map((input) => {
      const g = scaled(input, outputSize(question.train, input));
      return [g, g] as [Grid, Grid];
    });
    return { attempts, confidence: 0, sure: false, verified: false, parameters: weightCount(), explanation: null, backend: 'jax-js wasm', warnings };
  } finally {
    for (const n of nets) tree.dispose(n.state as never);
  }
}

async function solve(question: Question, options: AttentionOptions, nets: Training[], warnings: string[]): Promise<Solved> {
  const random = seeded(options.seed), spent = clock(), aborted = (): boolean => options.signal?.aborted ?? false;
  let judged = false, contradicts = false;
  for (const diet of [TURNS, UPRIGHT]) {
    const since = spent(), left = options.seconds * TRAINING - since;
    nets.push(await train(question.train, diet, random, (losses) => {
      const share = options.steps !== undefined ? losses.length / options.steps : (spent() - since) / left;
      if (!judged && share > JUDGE && losses.length > 8) {
        judged = true;
        contradicts = settledLoss(losses) > CONTRADICTION;
        if (contradicts) return 1;
      }
      return aborted() ? 1 : share;
    }));
    if (!contradicts || aborted()) break;
  }
  const trust = aborted() ? nets : [...nets].reverse(), polls = trust.length * question.test.length;
  let poll = 0;
  const elected = question.test.map((input) => {
    const size = outputSize(question.train, input);
    const ballots = trust.map((net) => {
      const until = options.seconds * (TRAINING + ((1 - TRAINING) * ++poll) / polls);
      return vote(net, input, size.rows, size.columns, random, () => aborted() || (options.steps === undefined && spent() > until));
    });
    return { size, ballots, attempts: pair(ballots) };
  });
  const confidence = Math.min(...elected.map((e) => e.ballots[0].confidence));
  const sure = !aborted() && elected.every(({ ballots: [b] }) => b.confidence >= SURE.confidence && b.agreement >= SURE.agreement && b.views > 1);
  if (nets.some((n) => n.subsampled)) warnings.push('the output canvas is over 1024 tokens: trained on a random part of its cells');
  if (aborted()) warnings.push(`interrupted after ${nets.map((n) => n.losses.length).join(' + ')} training steps`);
  else if (options.steps === undefined) warnings.push(`time limited: ${nets.map((n) => n.losses.length).join(' + ')} training steps fitted into ${options.seconds} s; another machine may answer otherwise`);
  const first = elected[0], late = (): boolean => aborted() || (options.steps === undefined && spent() > options.seconds);
  const explanation = {
    nets: nets.map((n) => ({ diet: n.diet.name, steps: n.losses.length, loss: curve(n.losses), accuracy: late() ? null : trainingAccuracy(n, question.train), freeColours: n.free })),
    sizes: elected.map((e) => e.size),
    votes: elected.map((e) => e.ballots.map(({ views, agreement, confidence: c }) => ({ views, agreement, confidence: c }))),
    attention: attentionMaps(trust[0], question.test[0], first.size.rows, first.size.columns),
  };
  return { attempts: elected.map((e) => e.attempts), confidence, sure, verified: false, parameters: nets.length * weightCount(), explanation, backend: 'jax-js wasm', warnings };
}

/** The trusted net's first grid, then the other net's, or the runner-up of the same poll. */
function pair(ballots: Ballot[]): [Grid, Grid] {
  const first = ballots[0].attempts[0];
  const others = [...ballots.slice(1).flatMap((b) => b.attempts), ballots[0].attempts[1]];
  return [first, others.find((g) => !sameGrid(g, first)) ?? ballots[0].attempts[1]];
}

function scaled(input: Grid, { rows, columns }: { rows: number; columns: number }): Grid {
  return Array.from({ length: rows }, (_, r) => Array.from({ length: columns }, (__, c) => input[Math.floor((r * input.length) / rows)][Math.floor((c * input[0].length) / columns)]));
}

/**
 * Spent budget in seconds since the start: CPU time of this process, or a quarter of the wall clock where that is more, so
 * that a crowded machine neither starves the net nor keeps the user waiting for ever.
 */
function clock(): () => number {
  const cpu = process.cpuUsage(), wall = performance.now();
  return () => {
    const c = process.cpuUsage(cpu);
    return Math.max((c.user + c.system) / 1e6, (performance.now() - wall) / 4000);
  };
}
