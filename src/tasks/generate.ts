import { families } from './families/all.ts';
import type { Family, Level, Rule } from './families/kit.ts';
import { seeded, type Random } from './random.ts';
import { rivals } from './rivals.ts';
import type { Grid, Pair, Task } from './types.ts';

/** A task of the generator's making and where it came from. */
export interface Made {
  id: string;
  family: string;
  prior: string;
  level: Level;
  seed: number;
  task: Task;
}

export const levels: readonly Level[] = ['easy', 'medium', 'hard'];
const demonstrations = { easy: 4, medium: 3, hard: 3 } as const;
const most = 30;

/**
 * One task of a family. The same family, level and seed give the same task on every machine.
 * A task is kept only where every input differs from its output, all inputs differ, the test's colours were all shown,
 * and no rival rule explains the demonstrations and answers a test differently (`rivals.ts`); else scenes and rule are drawn again.
 * Throws RangeError where 200 drawings gave none, which the tests rule out for the shipped families.
 */
export function makeTask(family: Family, level: Level, seed: number): Made {
  const id = `${family.name}-${level}-${seed}`;
  const random = seeded(id);
  for (let attempt = 0; attempt < 200; attempt++) {
    const rule = family.rule(random, level);
    const pairs = draw(rule, demonstrations[level] + (level === 'hard' && random.chance(0.3) ? 2 : 1), random);
    if (!pairs) continue;
    const train = pairs.slice(0, demonstrations[level]), test = pairs.slice(demonstrations[level]);
    if (!shown(train, test) || !decided(train, test, rivals(family, level, random))) continue;
    return { id, family: family.name, prior: family.prior, level, seed, task: { train, test } };
  }
  throw new RangeError(`generator: ${id} came to no well-posed task in 200 drawings. Choose another seed.`);
}

/** `count` tasks: the families in turn, each turn with the next seed. Level `graded` deals the levels in turn as well. */
export function generate(count: number, seed: number, level: Level | 'graded'): Made[] {
  return Array.from({ length: count }, (_, i) => {
    const turn = Math.floor(i / families.length);
    return makeTask(families[i % families.length], level === 'graded' ? levels[(i + turn) % 3] : level, seed + turn);
  });
}

/** Pairs of one rule that differ from each other and whose answers differ from their inputs, not all answers alike. */
function draw(rule: Rule, count: number, random: Random): Pair[] | undefined {
  const pairs: Pair[] = [], seen = new Set<string>();
  for (let attempt = 0; pairs.length < count && attempt < 60; attempt++) {
    const input = rule.scene(random), output = rule.answer(input), text = JSON.stringify(input);
    if (seen.has(text) || !fits(input) || !fits(output) || JSON.stringify(output) === text) continue;
    seen.add(text);
    pairs.push({ input, output });
  }
  const answers = new Set(pairs.map((p) => JSON.stringify(p.output)));
  return pairs.length === count && answers.size > 1 ? pairs : undefined;
}

const fits = (g: Grid) => g.length >= 1 && g.length <= most && g[0].length >= 1 && g[0].length <= most && new Set(g.flat()).size + g.length + g[0].length > 2;

/** Every colour of a test was seen in a demonstration. */
function shown(train: readonly Pair[], test: readonly Pair[]): boolean {
  const seen = new Set(train.flatMap((p) => [...p.input.flat(), ...p.output.flat()]));
  return test.every((p) => [...p.input.flat(), ...p.output.flat()].every((c) => seen.has(c)));
}

/** No rival that explains all demonstrations answers a test differently. */
function decided(train: readonly Pair[], test: readonly Pair[], others: readonly ((input: Grid) => Grid)[]): boolean {
  return others.every((rival) => {
    const agrees = ({ input, output }: Pair) => attempt(rival, input) === JSON.stringify(output);
    return !train.every(agrees) || test.every(agrees);
  });
}

function attempt(rival: (input: Grid) => Grid, input: Grid): string | undefined {
  try {
    return JSON.stringify(rival(input));
  } catch {
    return undefined; // A rule of another family may not know what to do with this grid: then it is no rival.
  }
}
