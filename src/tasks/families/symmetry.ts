import { copy, cut, make, map, sideways, transposed, turned, upsideDown, type Family } from './kit.ts';
import { by, palette, span, speckle } from './draw.ts';
import type { Grid } from '../types.ts';

const turns: readonly ((g: Grid) => Grid)[] = [sideways, upsideDown, (g) => sideways(upsideDown(g)), transposed, turned, (g) => turned(turned(turned(g)))];
const beside = (a: Grid, b: Grid): Grid => a.map((row, r) => [...row, ...b[r]]);

export const symmetryFamilies: Family[] = [
  {
    name: 'turn-or-mirror', prior: 'mirror', about: 'The grid is mirrored or turned.',
    rule(random, level) {
      const turn = random.pick(turns), colours = palette(random, by(level, 2, 3, 4));
      return {
        scene: (r) => speckle(r, span(r, level), span(r, level), colours, 0.5),
        answer: (input) => turn(input),
      };
    },
  },
  {
    name: 'mirror-beside', prior: 'mirror', about: 'The grid and its mirror image stand side by side.',
    rule(random, level) {
      const down = random.chance(0.5), swapped = random.chance(0.3), colours = palette(random, by(level, 2, 3, 4));
      return {
        scene: (r) => speckle(r, r.int(3, by(level, 4, 6, 9)), r.int(3, by(level, 4, 6, 9)), colours, 0.55),
        answer(input) {
          const g = down ? transposed(input) : input;
          const joined = swapped ? beside(sideways(g), g) : beside(g, sideways(g));
          return down ? transposed(joined) : joined;
        },
      };
    },
  },
  {
    name: 'complete-symmetry', prior: 'symmetry', about: 'A patch covers part of a symmetric picture; the picture is completed.',
    rule(random, level) {
      const [cover, ...colours] = palette(random, by(level, 4, 4, 5)), both = level !== 'easy' && random.chance(0.6);
      return {
        scene(r) {
          const n = 2 * r.int(by(level, 3, 4, 6), by(level, 4, 6, 8)), m = 2 * r.int(by(level, 3, 4, 6), by(level, 4, 6, 8));
          const part = make(n, m, () => r.pick(colours));
          const g = make(n, m, (y, x) => part[both ? Math.min(y, n - 1 - y) : y][Math.min(x, m - 1 - x)]);
          const h = r.int(2, 3), w = r.int(2, Math.min(3, m / 2)), top = r.int(0, n - h), left = r.chance(0.5) ? r.int(0, m / 2 - w) : r.int(m / 2, m - w);
          return map(g, (c, y, x) => (y >= top && y < top + h && x >= left && x < left + w ? cover : c));
        },
        answer: (input) => map(input, (c, y, x) => (c === cover ? input[y][input[0].length - 1 - x] : c)),
      };
    },
  },
  {
    name: 'reflect-across-line', prior: 'symmetry', about: 'What stands on one side of the line is mirrored to the other.',
    rule(random, level) {
      const [line, ...colours] = palette(random, by(level, 2, 3, 4)), down = random.chance(0.5);
      return {
        scene(r) {
          const side = r.int(3, by(level, 4, 6, 8)), rows = r.int(4, by(level, 7, 10, 14));
          const half = speckle(r, rows, side, colours, 0.35), first = r.chance(0.5);
          const g = make(rows, 2 * side + 1, (y, x) => (x === side ? line : (x < side) === first ? half[y][x < side ? x : x - side - 1] : 0));
          return down ? transposed(g) : g;
        },
        answer(input) {
          const g = down ? transposed(input) : copy(input), last = g[0].length - 1;
          const whole = map(g, (c, y, x) => (c === 0 ? g[y][last - x] : c));
          return down ? transposed(whole) : whole;
        },
      };
    },
  },
  {
    name: 'kaleidoscope', prior: 'symmetry', about: 'The grid is mirrored to the right and down into a picture four times its size.',
    rule(random, level) {
      const colours = palette(random, by(level, 2, 3, 4)), corner = random.int(0, 3);
      return {
        scene: (r) => speckle(r, r.int(2, by(level, 3, 5, 7)), r.int(2, by(level, 3, 5, 7)), colours, 0.6),
        answer(input) {
          const g = corner & 1 ? sideways(input) : input, h = corner & 2 ? upsideDown(g) : g;
          const top = beside(h, sideways(h));
          return [...top, ...upsideDown(top)];
        },
      };
    },
  },
  {
    name: 'half-of-it', prior: 'symmetry', about: 'A symmetric picture is cut to one half.',
    rule(random, level) {
      const colours = palette(random, by(level, 2, 3, 4)), down = random.chance(0.5);
      return {
        scene(r) {
          const half = speckle(r, span(r, level), r.int(2, by(level, 3, 5, 7)), colours, 0.6), g = beside(half, sideways(half));
          return down ? transposed(g) : g;
        },
        answer: (input) => (down ? cut(input, 0, 0, Math.ceil(input.length / 2), input[0].length) : cut(input, 0, 0, input.length, Math.ceil(input[0].length / 2))),
      };
    },
  },
];
