import { families } from './families/all.ts';
import { copy, map, sideways, transposed, upsideDown, type Family, type Level } from './families/kit.ts';
import type { Random } from './random.ts';
import type { Grid } from './types.ts';

const own = 24;
const turns: readonly ((g: Grid) => Grid)[] = [
  copy, sideways, upsideDown, transposed,
  (g) => sideways(upsideDown(g)), (g) => sideways(transposed(g)), (g) => upsideDown(transposed(g)), (g) => sideways(upsideDown(transposed(g))),
];

/**
 * Other rules that a solver might read from the same demonstrations: the identity, the seven turns and mirrors, the grid emptied of one colour,
 * 24 further rules of the same family and one of each other family.
 */
export function rivals(family: Family, level: Level, random: Random): ((input: Grid) => Grid)[] {
  const rules = [...Array.from({ length: own }, () => family.rule(random, level)), ...families.map((f) => f.rule(random, level))];
  const emptied = Array.from({ length: 9 }, (_, k) => (g: Grid) => map(g, (c) => (c === k + 1 ? 0 : c)));
  return [...turns, ...emptied, ...rules.map((rule) => (g: Grid) => rule.answer(copy(g)))];
}
