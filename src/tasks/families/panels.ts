import { cut, map, make, transposed, type Family } from './kit.ts';
import { by, palette, speckle } from './draw.ts';
import type { Random } from '../random.ts';
import type { Grid } from '../types.ts';

/** Panels side by side with a line one cell wide between them. */
const join = (panels: readonly Grid[], line: number): Grid => panels[0].map((_, r) => panels.flatMap((p, i) => (i === 0 ? p[r] : [line, ...p[r]])));

const split = (g: Grid, count: number): Grid[] => {
  const width = Math.floor((g[0].length - count + 1) / count);
  return Array.from({ length: count }, (_, i) => cut(g, 0, i * (width + 1), g.length, width));
};

const laws: readonly ((a: boolean, b: boolean) => boolean)[] = [
  (a, b) => a && b, (a, b) => a || b, (a, b) => a !== b, (a, b) => !a && !b, (a, b) => a && !b, (a, b) => a === b, (a, b) => !(a && b),
];

function panels(random: Random, count: number, side: [number, number], colours: readonly number[], share: number): Grid[] {
  const rows = random.int(...side), columns = random.int(...side);
  return Array.from({ length: count }, (_, i) => speckle(random, rows, columns, [colours[i % colours.length]], share));
}

const filled = (g: Grid) => g.flat().filter((c) => c !== 0).length;

export const panelFamilies: Family[] = [
  {
    name: 'panel-logic', prior: 'logic', about: 'Two panels are combined cell by cell by one law of logic.',
    rule(random, level) {
      const law = random.pick(laws), [line, a, b, out] = palette(random, 4), down = random.chance(0.5), one = random.chance(0.4);
      const side: [number, number] = by(level, [3, 4], [4, 6], [5, 8]);
      return {
        scene(r) {
          const g = join(panels(r, 2, side, one ? [a] : [a, b], 0.5), line);
          return down ? transposed(g) : g;
        },
        answer(input) {
          const [first, second] = split(down ? transposed(input) : input, 2);
          const g = map(first, (c, r, k) => (law(c !== 0, second[r][k] !== 0) ? out : 0));
          return down ? transposed(g) : g;
        },
      };
    },
  },
  {
    name: 'panel-stack', prior: 'panels', about: 'Panels are laid over each other in a fixed order.',
    rule(random, level) {
      const count = by(level, 2, 3, 4), [line, ...colours] = palette(random, count + 1), order = random.shuffle(colours.map((_, i) => i));
      return {
        scene: (r) => join(panels(r, count, by(level, [3, 4], [3, 5], [4, 6]), colours, 0.4), line),
        answer(input) {
          const all = split(input, count);
          return map(all[0], (_, r, c) => order.map((i) => all[i][r][c]).find((v) => v !== 0) ?? 0);
        },
      };
    },
  },
  {
    name: 'fullest-panel', prior: 'counting', about: 'The panel with the most coloured cells is the answer.',
    rule(random, level) {
      const [line, colour, other] = palette(random, 3), count = by(level, 2, 3, 4), most = random.chance(0.6);
      return {
        scene(r) {
          const rows = r.int(3, by(level, 4, 5, 6)), columns = by(level, 3, 4, 5), counts = r.shuffle([2, 4, 6, 8]).slice(0, count);
          return join(counts.map((n) => {
            const order = r.shuffle(Array.from({ length: rows * columns }, (_, i) => i)).slice(0, n), ink = level === 'easy' ? colour : r.pick([colour, other]);
            return make(rows, columns, (y, x) => (order.includes(y * columns + x) ? ink : 0));
          }), line);
        },
        answer: (input) => split(input, count).sort((a, b) => (most ? filled(b) - filled(a) : filled(a) - filled(b)))[0],
      };
    },
  },
  {
    name: 'odd-panel', prior: 'panels', about: 'All panels but one show the same picture; that one is the answer.',
    rule(random, level) {
      const count = by(level, 3, 3, 4), [line, ...colours] = palette(random, by(level, 2, 3, 4));
      return {
        scene(r) {
          const rows = r.int(3, by(level, 3, 4, 6)), columns = r.int(3, by(level, 3, 4, 5));
          const same = speckle(r, rows, columns, colours, 0.5), odd = map(same, (c) => (r.chance(0.25) ? (c === 0 ? r.pick(colours) : 0) : c)), place = r.int(0, count - 1);
          return join(Array.from({ length: count }, (_, i) => (i === place ? odd : same)), line);
        },
        answer(input) {
          const all = split(input, count), text = all.map((p) => p.join());
          return all[Math.max(0, text.findIndex((t) => text.filter((u) => u === t).length === 1))];
        },
      };
    },
  },
  {
    name: 'panel-to-cell', prior: 'panels', about: 'Every panel of a raster becomes one cell: coloured where the panel is not empty.',
    rule(random, level) {
      const [line, colour, out] = palette(random, 3), side = by(level, 2, 3, 3);
      return {
        scene(r) {
          const rows = r.int(2, by(level, 3, 3, 4)), columns = r.int(2, by(level, 3, 4, 5)), full = make(rows, columns, () => (r.chance(0.5) ? 1 : 0));
          const step = side + 1;
          const g = make(rows * step - 1, columns * step - 1, (y, x) => (y % step === side || x % step === side ? line : 0));
          full.forEach((row, y) => row.forEach((f, x) => {
            for (let n = f ? r.int(1, 2) : 0; n > 0; n--) g[y * step + r.int(0, side - 1)][x * step + r.int(0, side - 1)] = colour;
          }));
          return g;
        },
        answer(input) {
          const step = side + 1, rows = Math.ceil(input.length / step), columns = Math.ceil(input[0].length / step);
          return make(rows, columns, (r, c) => (cut(input, r * step, c * step, side, side).flat().includes(colour) ? out : 0));
        },
      };
    },
  },
];
