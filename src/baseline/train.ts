import type { Pair } from '../tasks/types.ts';
import { adamStep, start, type State } from './adam.ts';
import { freeColours, palette, turn } from './augment.ts';
import { batchOf, ladder, type Sample, targetsOf } from './batch.ts';
import { weights } from './net.ts';
import type { Random } from './random.ts';
import { type Sheet, sheet } from './tokens.ts';

/** What a net is trained on: which turned views, and how often its coordinates are shifted. */
export interface Diet { name: string; views: number[]; jitter: number }
export interface Training { diet: Diet; state: State; losses: number[]; steps: number; free: number[] }
/** `share` tells how much of the budget is spent, 0..1: at 1 training ends. It drives the learning rate too. */
export interface Pace { share: (step: number, losses: number[]) => number; aborted: () => boolean }

const RATE = Number(process.env.RATE ?? 3e-3), DECAY = Number(process.env.DECAY ?? 0.05), TOKENS = Number(process.env.TOKENS ?? 256), CHANGED = Number(process.env.CHANGED ?? 2);
const LIMIT = 1024;

interface Lesson { sheet: Sheet; target: Int8Array; weight: Float32Array }

/** A demonstration as a sheet, with its target colours and weights: cells that change weigh more; all cells together 1. */
function lesson(pair: Pair, random: Random): Lesson {
  const { input, output } = pair, rows = output.length, columns = output[0].length;
  const same = rows === input.length && columns === input[0].length;
  const room = LIMIT - input.length * input[0].length;
  let only: number[] | undefined;
  if (!same && rows * columns > room) {
    only = [];
    for (let i = 0; i < room; i++) only.push(Math.floor(random() * rows * columns));
  }
  const s = sheet(input, rows, columns, only), flat = output.flat();
  const target = Int8Array.from(only ? only.map((i) => flat[i]) : flat);
  const weight = Float32Array.from(target, (c, i) => (c === s.colours[3 * (s.first + i) + 1] ? 1 : CHANGED));
  const total = weight.reduce((a, b) => a + b, 0);
  return { sheet: s, target, weight: weight.map((x) => x / total) };
}

/** Trains fresh weights on the demonstrations, their turned views and their free palettes, until the pace says stop. */
export async function train(demos: Pair[], diet: Diet, random: Random, pace: Pace): Promise<Training> {
  const free = freeColours(demos), views = diet.views;
  const lessons = views.map((v) => demos.map((d) => lesson({ input: turn(d.input, v), output: turn(d.output, v) }, random)));
  const S = ladder(Math.max(...lessons[0].map((l) => l.sheet.tokens)));
  const B = Math.max(1, Math.min(8, Math.round(TOKENS / S)));
  let state = start(weights(random));
  const losses: number[] = [];
  let order: number[] = [];
  for (let t = 1; ; t++) {
    const share = pace.share(t - 1, losses);
    if (share >= 1 || pace.aborted()) break;
    const samples: Sample[] = [];
    for (let b = 0; b < B; b++) {
      if (!order.length) order = demos.map((_, i) => i).sort(() => random() - 0.5);
      const l = lessons[Math.floor(random() * views.length)][order.pop()!];
      samples.push({ ...l, palette: palette(free, random), shift: random() < diet.jitter ? [Math.floor(random() * 30), Math.floor(random() * 30)] : undefined });
    }
    const rate = RATE * Math.min(1, t / 20) * Math.min(1, 1.05 - share) ;
    const out = adamStep(state, batchOf(samples, S, B), targetsOf(samples, S, B), t, rate, DECAY);
    state = out.state;
    losses.push(out.loss);
    if (t % 8 === 0) await new Promise((done) => setImmediate(done));
  }
  return { diet, state, losses, steps: losses.length, free };
}
