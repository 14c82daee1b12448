import { blank, copy, cut, eight, enclosed, map, things, type Family, type Level, type Thing } from './kit.ts';
import { blob, box, by, canvas, palette, place, ring } from './draw.ts';
import type { Random } from '../random.ts';
import type { Grid } from '../types.ts';

const size = (t: Thing) => t.cells.length;

/** Blobs of clearly different sizes, none touching. */
function scatter(random: Random, level: Level, colours: readonly number[]): Grid {
  const g = canvas(random, level, 7);
  const sizes = random.shuffle([1, 2, 3, 4, 5, 6, 7, 8]).slice(0, by(level, 3, random.int(3, 4), random.int(4, 6)));
  for (const s of sizes.sort((a, b) => b - a)) place(random, g, blob(random, s), random.pick(colours));
  return g;
}

const extreme = (g: Grid, largest: boolean) => things(g, eight).sort((a, b) => (largest ? size(b) - size(a) : size(a) - size(b)))[0];

const paint = (g: Grid, t: Thing, colour: number) => {
  for (const [r, c] of t.cells) g[r][c] = colour;
};

export const objectFamilies: Family[] = [
  {
    name: 'recolour-rank', prior: 'objects', about: 'The largest object takes one colour, the smallest another.',
    rule(random, level) {
      const [plain, high, low] = palette(random, 3);
      return {
        scene: (r) => scatter(r, level, [plain]),
        answer(input) {
          const g = copy(input);
          paint(g, extreme(input, false), low);
          paint(g, extreme(input, true), high);
          return g;
        },
      };
    },
  },
  {
    name: 'crop-extreme', prior: 'cropping', about: 'The largest (or the smallest) object is cut out.',
    rule(random, level) {
      const largest = random.chance(0.6), colours = palette(random, 3);
      return {
        scene: (r) => scatter(r, level, colours),
        answer(input) {
          const t = extreme(input, largest), g = blank(t.rows, t.columns);
          for (const [r, c] of t.cells) g[r - t.top][c - t.left] = t.colour;
          return g;
        },
      };
    },
  },
  {
    name: 'crop-odd-colour', prior: 'cropping', about: 'The one box whose colour no other box has is cut out with what is drawn on it.',
    rule(random, level) {
      const colours = palette(random, 4), mark = colours.pop()!;
      return {
        scene(r) {
          const g = canvas(r, level, 9), [one, many] = r.shuffle(colours);
          for (const [i, colour] of [one, many, many, many].entries()) {
            const rows = r.int(2, 3), columns = r.int(2, 4), at = place(r, g, box(rows, columns), colour);
            if (at && i === 0) g[at.row + r.int(0, rows - 1)][at.column + r.int(0, columns - 1)] = mark;
          }
          return g;
        },
        answer(input) {
          const all = things(input, eight).filter((t) => t.colour !== mark);
          const odd = all.find((t) => all.every((u) => u === t || u.colour !== t.colour))!;
          return cut(input, odd.top, odd.left, odd.rows, odd.columns);
        },
      };
    },
  },
  {
    name: 'keep-extreme', prior: 'objects', about: 'All objects but the largest (or the smallest) vanish.',
    rule(random, level) {
      const largest = random.chance(0.6), colours = palette(random, 3);
      return {
        scene: (r) => scatter(r, level, colours),
        answer(input) {
          const g = map(input, () => 0), t = extreme(input, largest);
          paint(g, t, t.colour);
          return g;
        },
      };
    },
  },
  {
    name: 'touch-the-rim', prior: 'contact', about: 'Objects that touch the rim change colour.',
    rule(random, level) {
      const [plain, touching] = palette(random, 2);
      return {
        scene(r) {
          const g = scatter(r, level, [plain]);
          for (const row of [0, g.length - 1]) {
            const c = r.int(1, g[0].length - 2);
            if (things(map(g, (v, y, x) => (Math.abs(y - row) <= 1 && Math.abs(x - c) <= 1 ? v : 0))).length === 0) g[row][c] = plain;
          }
          return g;
        },
        answer(input) {
          const g = copy(input);
          for (const t of things(input, eight)) {
            if (t.top === 0 || t.left === 0 || t.top + t.rows === g.length || t.left + t.columns === g[0].length) paint(g, t, touching);
          }
          return g;
        },
      };
    },
  },
  {
    name: 'has-a-hole', prior: 'enclosure', about: 'Objects with a hole take another colour than objects without.',
    rule(random, level) {
      const [plain, holed, whole] = palette(random, 3);
      return {
        scene(r) {
          const g = canvas(r, level, 8);
          for (const shape of r.shuffle([ring(3, r.int(3, 4)), box(r.int(2, 3), r.int(2, 3)), ring(r.int(3, 4), 3), box(r.int(1, 2), 3)])) place(r, g, shape, plain);
          return g;
        },
        answer(input) {
          const g = copy(input), inner = enclosed(input);
          for (const t of things(input, eight)) {
            const hole = inner.slice(t.top, t.top + t.rows).some((row) => row.slice(t.left, t.left + t.columns).includes(true));
            paint(g, t, hole ? holed : whole);
          }
          return g;
        },
      };
    },
  },
  {
    name: 'colour-by-size', prior: 'counting', about: 'Every object takes the colour that stands for its number of cells.',
    rule(random, level) {
      const [plain, ...code] = palette(random, 4);
      return {
        scene(r) {
          const g = canvas(r, level, 6);
          for (const s of r.shuffle([1, 2, 3, ...Array.from({ length: by(level, 0, 2, 4) }, () => r.int(1, 3))])) place(r, g, blob(r, s), plain);
          return g;
        },
        answer(input) {
          const g = copy(input);
          for (const t of things(input, eight)) paint(g, t, code[Math.min(3, size(t)) - 1]);
          return g;
        },
      };
    },
  },
];
