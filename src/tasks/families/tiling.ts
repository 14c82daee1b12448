import { blank, inside, make, map, sideways, type Family } from './kit.ts';
import { by, palette, span, speckle } from './draw.ts';
import type { Random } from '../random.ts';
import type { Grid } from '../types.ts';

/** A patch that is not itself periodic with a smaller period in its rows or columns (tried, not proved, by redrawing duplicates). */
function patch(random: Random, rows: number, columns: number, colours: readonly number[]): Grid {
  let g = make(rows, columns, () => random.pick(colours));
  while (new Set(g.flat()).size < 2) g = make(rows, columns, () => random.pick(colours));
  return g;
}

/** The smallest period (rows, columns) that all cells agree on, `hole` cells agreeing with everything. */
function period(g: Grid, hole: number): [number, number] {
  const agrees = (p: number, q: number) => {
    const seen = blank(p, q, hole);
    return g.every((row, r) => row.every((c, k) => {
      if (c === hole) return true;
      if (seen[r % p][k % q] === hole) seen[r % p][k % q] = c;
      return seen[r % p][k % q] === c;
    })) && seen.every((row) => !row.includes(hole));
  };
  for (let area = 1; area <= g.length * g[0].length; area++) {
    for (let p = 1; p <= g.length; p++) if (area % p === 0 && area / p <= g[0].length && agrees(p, area / p)) return [p, area / p];
  }
  return [g.length, g[0].length];
}

/** The grid with its holes filled by what repeats. */
function completed(g: Grid, hole: number): Grid {
  const [p, q] = period(g, hole);
  return map(g, (c, r, k) => {
    if (c !== hole) return c;
    for (let y = r % p; y < g.length; y += p) for (let x = k % q; x < g[0].length; x += q) if (g[y][x] !== hole) return g[y][x];
    return c;
  });
}

export const tilingFamilies: Family[] = [
  {
    name: 'tile', prior: 'tiling', about: 'The grid is laid as a tile.',
    rule(random, level) {
      const down = random.int(1, 3), across = down === 1 ? random.int(2, 3) : random.int(1, 3), flip = level === 'hard' && random.chance(0.5);
      const colours = palette(random, by(level, 2, 3, 4));
      return {
        scene: (r) => speckle(r, r.int(2, by(level, 3, 5, 7)), r.int(2, by(level, 3, 5, 7)), colours, 0.65),
        answer(input) {
          const rows = input.length, columns = input[0].length, odd = flip ? sideways(input) : input;
          return make(rows * down, columns * across, (r, c) => (Math.floor(r / rows) % 2 ? odd : input)[r % rows][c % columns]);
        },
      };
    },
  },
  {
    name: 'scale-up', prior: 'scaling', about: 'Every cell becomes a block.',
    rule(random, level) {
      const k = random.int(2, by(level, 3, 3, 4)), colours = palette(random, by(level, 2, 3, 4));
      return {
        scene: (r) => speckle(r, r.int(2, by(level, 4, 6, 7)), r.int(2, by(level, 4, 6, 7)), colours, 0.6),
        answer: (input) => make(input.length * k, input[0].length * k, (r, c) => input[Math.floor(r / k)][Math.floor(c / k)]),
      };
    },
  },
  {
    name: 'scale-down', prior: 'scaling', about: 'Every block becomes one cell.',
    rule(random, level) {
      const k = random.int(2, by(level, 2, 3, 4)), colours = palette(random, by(level, 2, 3, 4));
      return {
        scene(r) {
          const g = speckle(r, r.int(2, by(level, 4, 6, 7)), r.int(2, by(level, 4, 6, 7)), colours, 0.7);
          return make(g.length * k, g[0].length * k, (y, x) => g[Math.floor(y / k)][Math.floor(x / k)]);
        },
        answer: (input) => make(Math.ceil(input.length / k), Math.ceil(input[0].length / k), (r, c) => input[r * k][c * k]),
      };
    },
  },
  {
    name: 'self-similar', prior: 'tiling', about: 'The grid is laid into a grid of itself, wherever it has a coloured cell.',
    rule(random, level) {
      const colours = palette(random, by(level, 1, 1, 3)), inverse = level !== 'easy' && random.chance(0.3);
      return {
        scene: (r) => speckle(r, by(level, 2, 3, r.int(3, 4)), by(level, 3, 3, r.int(3, 4)), colours, 0.55),
        answer(input) {
          const n = input.length, m = input[0].length;
          return make(n * n, m * m, (r, c) => ((input[Math.floor(r / n)][Math.floor(c / m)] !== 0) !== inverse ? input[r % n][c % m] : 0));
        },
      };
    },
  },
  {
    name: 'continue-pattern', prior: 'continuation', about: 'A pattern that repeats downward is continued to the end of the grid.',
    rule(random, level) {
      const colours = palette(random, by(level, 2, 3, 4));
      return {
        scene(r) {
          const p = r.int(2, by(level, 2, 3, 4)), columns = span(r, level), rows = Math.max(span(r, level), 3 * p);
          const g = patch(r, p, columns, colours), shown = r.int(2 * p, rows - 1);
          return make(rows, columns, (y, x) => (y < shown ? g[y % p][x] : 0));
        },
        answer: (input) => {
          const end = input.findIndex((row) => row.every((c) => c === 0)), shown = end < 0 ? input : input.slice(0, end);
          const p = shown.findIndex((_, k) => k > 0 && shown.every((row, r) => r < k || row.every((c, x) => c === shown[r - k][x])));
          return map(input, (c, r, x) => (r < shown.length || p < 1 ? c : shown[r % p][x]));
        },
      };
    },
  },
  {
    name: 'mend-tiling', prior: 'tiling', about: 'Patches cover a periodic picture; the picture is mended.',
    rule(random, level) {
      const colours = palette(random, by(level, 3, 4, 5));
      return {
        scene(r) {
          const p = r.int(2, by(level, 2, 3, 4)), q = r.int(2, 3), rows = Math.max(3 * p, span(r, level)), columns = Math.max(3 * q + 1, span(r, level));
          const tile = patch(r, p, q, colours), g = make(rows, columns, (y, x) => tile[y % p][x % q]);
          for (let i = 0; i < by(level, 1, 2, 3); i++) {
            const top = r.int(0, rows - 2), left = r.int(0, columns - 2), h = r.int(1, 2), w = r.int(2, 3);
            for (let y = top; y < Math.min(rows, top + h); y++) for (let x = left; x < Math.min(columns, left + w); x++) g[y][x] = 0;
          }
          return g;
        },
        answer: (input) => completed(input, 0),
      };
    },
  },
  {
    name: 'grid-lines', prior: 'continuation', about: 'Dots on the rim are drawn out to lines across the grid; where lines cross, the crossing colour shows.',
    rule(random, level) {
      const [line, crossing] = palette(random, 2), mark = random.chance(0.5) ? crossing : line;
      return {
        scene(r) {
          const rows = span(r, level), columns = span(r, level), g = blank(rows, columns);
          for (let y = r.int(1, 2); y < rows; y += r.int(2, 4)) g[y][0] = line;
          for (let x = r.int(1, 2); x < columns; x += r.int(2, 4)) g[0][x] = line;
          return g;
        },
        answer: (input) => map(input, (_, y, x) => {
          const across = inside(input, y, 0) && y > 0 && input[y][0] === line, down = x > 0 && input[0][x] === line;
          return across && down ? mark : across || down ? line : 0;
        }),
      };
    },
  },
];
