import type { Pair } from '../tasks/types.ts';
import { adamStep, start, type State } from './adam.ts';
import { freeColours, palette, turn } from './augment.ts';
import { batchOf, ladder, LIMIT, type Sample, targetsOf } from './batch.ts';
import { weights } from './net.ts';
import { type Random, shuffle } from './random.ts';
import { type Sheet, sheet } from './tokens.ts';

/** What a net is fed: which turned views, and how often the coordinates of a sample are shifted. */
export interface Diet { name: string; views: number[]; jitter: number }
/** A trained net and how it came to be. The caller frees `state`. */
export interface Training { diet: Diet; state: State; losses: number[]; free: number[]; subsampled: boolean }
/** Before each step: the spent share of the budget, 0..1 (it drives the learning rate), given the losses so far. At 1 training ends. */
export type Pace = (losses: number[]) => number;

/** Adam's peak rate, warm-up steps, decoupled weight decay; tokens a batch; weight of a cell that changes against one that stays. */
const RATE = 3e-3, WARM = 20, DECAY = 0.05, TOKENS = 256, CHANGED = 2;

interface Lesson { sheet: Sheet; target: Int8Array; weight: Float32Array; subsampled: boolean }

/** A demonstration as a sheet with target colours; the weights of its cells sum to 1. Too large a canvas is subsampled. */
function lesson(pair: Pair, view: number, random: Random): Lesson {
  const input = turn(pair.input, view), output = turn(pair.output, view), rows = output.length, columns = output[0].length;
  const same = rows === input.length && columns === input[0].length, room = LIMIT - input.length * input[0].length;
  const subsampled = !same && rows * columns > room;
  const cells = Array.from({ length: rows * columns }, (_, i) => i);
  const only = subsampled ? shuffle(cells, random).slice(0, room) : cells;
  const s = sheet(input, rows, columns, only), flat = output.flat();
  const target = Int8Array.from(only.map((i) => flat[i]));
  const weight = Float32Array.from(target, (c, i) => (c === s.colours[3 * (s.first + i) + 1] ? 1 : CHANGED));
  const total = weight.reduce((a, b) => a + b, 0);
  return { sheet: s, target, weight: weight.map((x) => x / total), subsampled };
}

/**
 * Trains fresh weights by Adam on the demonstrations, their views and their free palettes until the pace says stop.
 * Rate: linear warm-up, then 3e-3 · min(1, 1.05 − share). Yields to the event loop every eight steps, so that a signal arrives.
 */
export async function train(demos: Pair[], diet: Diet, random: Random, pace: Pace): Promise<Training> {
  const free = freeColours(demos), lessons = diet.views.map((v) => demos.map((d) => lesson(d, v, random)));
  const S = ladder(Math.max(...lessons.flat().map((l) => l.sheet.tokens))), B = Math.max(1, Math.min(8, Math.round(TOKENS / S)));
  let state = start(weights(random)), order: number[] = [];
  const losses: number[] = [];
  for (let share = pace(losses); share < 1; share = pace(losses)) {
    const samples = Array.from({ length: B }, (): Sample => {
      if (!order.length) order = shuffle(demos.map((_, i) => i), random);
      const l = lessons[Math.floor(random() * lessons.length)][order.pop()!];
      const shift = random() < diet.jitter ? [Math.floor(random() * 30), Math.floor(random() * 30)] as [number, number] : undefined;
      return { ...l, palette: palette(free, random), shift };
    });
    const t = losses.length + 1, rate = RATE * Math.min(1, t / WARM, 1.05 - share);
    const out = adamStep(state, batchOf(samples, S, B), targetsOf(samples, S, B), t, rate, DECAY);
    state = out.state;
    losses.push(out.loss);
    if (t % 8 === 0) await new Promise((done) => setImmediate(done));
  }
  return { diet, state, losses, free, subsampled: lessons.flat().some((l) => l.subsampled) };
}

/** Mean of the last sixth of the losses; infinite before the first. */
export function settledLoss(losses: number[]): number {
  const last = losses.slice(-Math.ceil(losses.length / 6));
  return losses.length ? last.reduce((a, b) => a + b, 0) / last.length : Infinity;
}
