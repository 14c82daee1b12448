import { copy, eight, four, inside, map, type Direction, type Family } from './kit.ts';
import { box, by, canvas, palette, place } from './draw.ts';
import type { Random } from '../random.ts';
import type { Grid } from '../types.ts';

/** Runs from a cell in a direction while the way is free; `step` is told each cell passed. Returns what stopped it. */
function run(g: Grid, row: number, column: number, [dr, dc]: Direction, step: (r: number, c: number) => void): number {
  let r = row + dr, c = column + dc;
  for (; inside(g, r, c) && g[r][c] === 0; r += dr, c += dc) step(r, c);
  return inside(g, r, c) ? g[r][c] : -1;
}

function dots(random: Random, g: Grid, colours: readonly number[], count: number, gap = 1): void {
  for (let i = 0; i < count; i++) place(random, g, [[1]], colours[i % colours.length], gap);
}

const each = (g: Grid, visit: (colour: number, r: number, c: number) => void) => g.forEach((row, r) => row.forEach((c, k) => c !== 0 && visit(c, r, k)));

export const rayFamilies: Family[] = [
  {
    name: 'rays-to-wall', prior: 'rays', about: 'Every dot sends a ray one way to the wall.',
    rule(random, level) {
      const way = random.pick(level === 'easy' ? four : eight), colours = palette(random, by(level, 1, 2, 3));
      return {
        scene(r) {
          const g = canvas(r, level, 5);
          dots(r, g, colours, by(level, 2, 3, 4));
          return g;
        },
        answer(input) {
          const g = copy(input);
          each(input, (colour, r, c) => run(input, r, c, way, (y, x) => (g[y][x] = colour)));
          return g;
        },
      };
    },
  },
  {
    name: 'rays-until-contact', prior: 'rays', about: 'Rays run from the dots until they meet a block.',
    rule(random, level) {
      const way = random.pick(four), [dot, block, trail] = palette(random, 3), ownTrail = random.chance(0.5) ? trail : dot;
      return {
        scene(r) {
          const g = canvas(r, level, 7);
          for (let i = 0; i < by(level, 2, 3, 5); i++) place(r, g, box(r.int(1, 2), r.int(1, 3)), block);
          dots(r, g, [dot], by(level, 2, 4, 6));
          return g;
        },
        answer(input) {
          const g = copy(input);
          each(input, (colour, r, c) => colour === dot && run(input, r, c, way, (y, x) => (g[y][x] = ownTrail)));
          return g;
        },
      };
    },
  },
  {
    name: 'colour-sets-the-way', prior: 'rays', about: 'One colour runs along its row, the other along its column.',
    rule(random, level) {
      const [across, down] = palette(random, 2);
      return {
        scene(r) {
          const g = canvas(r, level, 6);
          dots(r, g, [across, down], by(level, 2, 3, 4));
          return g;
        },
        answer(input) {
          const g = copy(input);
          each(input, (colour, r, c) => colour === across && g[r].forEach((v, x) => v === 0 && (g[r][x] = colour), c));
          each(input, (colour, _, c) => colour === down && g.forEach((row) => (row[c] = colour)));
          return g;
        },
      };
    },
  },
  {
    name: 'connect-pairs', prior: 'connecting', about: 'Dots of one colour that see each other in a row or column are joined.',
    rule(random, level) {
      const [dot, link] = palette(random, 2), linkColour = random.chance(0.5) ? link : dot;
      return {
        scene(r) {
          const g = canvas(r, level, 7);
          for (let i = 0; i < by(level, 1, 2, 4); i++) {
            const row = r.int(0, g.length - 1), column = r.int(0, g[0].length - 4), reach = r.int(2, g[0].length - 1 - column);
            if (r.chance(0.5)) g[row][column] = g[row][column + reach] = dot;
            else if (column + reach < g.length && row < g[0].length) g[column][row] = g[column + reach][row] = dot;
          }
          place(r, g, [[1]], dot);
          return g;
        },
        answer(input) {
          const g = copy(input);
          each(input, (colour, r, c) => {
            for (const way of four) {
              const passed: [number, number][] = [];
              if (run(input, r, c, way, (y, x) => passed.push([y, x])) === colour) for (const [y, x] of passed) g[y][x] = linkColour;
            }
          });
          return g;
        },
      };
    },
  },
  {
    name: 'crosshair', prior: 'rays', about: 'Each dot draws its whole row and column; its neighbours to the corners light up.',
    rule(random, level) {
      const [dot, line, corner] = palette(random, 3), corners = level !== 'easy' && random.chance(0.6);
      return {
        scene(r) {
          const g = canvas(r, level, 6);
          dots(r, g, [dot], by(level, 1, 1, 2), 3);
          return g;
        },
        answer(input) {
          const g = copy(input);
          each(input, (_, r, c) => {
            g[r].forEach((v, x) => v === 0 && (g[r][x] = line));
            g.forEach((row) => row[c] === 0 && (row[c] = line));
          });
          each(input, (_, r, c) => corners && eight.slice(4).forEach(([dr, dc]) => inside(g, r + dr, c + dc) && (g[r + dr][c + dc] = corner)));
          return g;
        },
      };
    },
  },
  {
    name: 'halo', prior: 'contact', about: 'Every dot grows a halo.',
    rule(random, level) {
      const [dot, glow] = palette(random, 2), steps = random.pick([four, eight.slice(4), eight]);
      return {
        scene(r) {
          const g = canvas(r, level, 6);
          dots(r, g, [dot], by(level, 2, 4, 7), 2);
          return g;
        },
        answer(input) {
          return map(input, (c, y, x) => (c === 0 && steps.some(([dr, dc]) => input[y + dr]?.[x + dc] === dot) ? glow : c));
        },
      };
    },
  },
  {
    name: 'bounce-drop', prior: 'rays', about: 'A drop falls; where a block stops it, it spreads to both sides along the block and falls on.',
    rule(random, level) {
      const [drop, block] = palette(random, 2);
      return {
        scene(r) {
          const g = canvas(r, level, 8);
          const columns = g[0].length, width = r.int(3, Math.max(3, columns - 4)), left = r.int(1, columns - width - 1), row = r.int(3, g.length - 3);
          for (let c = left; c < left + width; c++) g[row][c] = block;
          g[0][left + r.int(0, width - 1)] = drop;
          return g;
        },
        answer(input) {
          const g = copy(input);
          const fall = (row: number, column: number): void => {
            let r = row;
            while (inside(g, r + 1, column) && g[r + 1][column] !== block) {
              r += 1;
              g[r][column] = drop;
            }
            if (!inside(g, r + 1, column)) return;
            for (const side of [-1, 1]) {
              let c = column;
              while (inside(g, r + 1, c) && g[r + 1][c] === block) {
                c += side;
                if (inside(g, r, c)) g[r][c] = drop;
              }
              if (inside(g, r, c) && g[r + 1]?.[c] === 0) fall(r, c);
            }
          };
          each(input, (colour, r, c) => colour === drop && fall(r, c));
          return g;
        },
      };
    },
  },
];
