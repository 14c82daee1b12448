import { blank, copy, four, inside, make, map, sideways, things, transposed, turned, type Family } from './kit.ts';
import { blob, box, by, canvas, palette, place, speckle, span } from './draw.ts';
import type { Grid } from '../types.ts';

const turnedBy = (g: Grid, quarters: number): Grid => (quarters <= 0 ? g : turnedBy(turned(g), quarters - 1));

/** Cells of every column sink to the bottom. */
const sunk = (g: Grid): Grid => transposed(transposed(g).map((column) => [...column.filter((c) => c === 0), ...column.filter((c) => c !== 0)]));

/** Bodies sink together, one row at a time; those on the floor or on a body at rest are at rest. */
function fallen(g: Grid): Grid {
  const owner = g.map((row) => row.map(() => -1)), bodies = things(g).map((t) => t.cells);
  const colours = bodies.map((cells) => g[cells[0][0]][cells[0][1]]);
  for (;;) {
    owner.forEach((row) => row.fill(-1));
    bodies.forEach((cells, i) => cells.forEach(([r, c]) => (owner[r][c] = i)));
    const rests = bodies.map(() => false);
    for (let changed = true; changed;) {
      changed = false;
      bodies.forEach((cells, i) => {
        if (rests[i] || !cells.some(([r, c]) => r + 1 === g.length || (owner[r + 1][c] >= 0 && rests[owner[r + 1][c]]))) return;
        rests[i] = changed = true;
      });
    }
    if (rests.every(Boolean)) return owner.map((row) => row.map((i) => (i < 0 ? 0 : colours[i])));
    rests.forEach((still, i) => still || (bodies[i] = bodies[i].map(([r, c]) => [r + 1, c])));
  }
}

export const motionFamilies: Family[] = [
  {
    name: 'gravity', prior: 'gravity', about: 'Every cell falls to one side.',
    rule(random, level) {
      const quarters = random.int(0, 3), colours = palette(random, by(level, 1, 2, 4));
      return {
        scene: (r) => speckle(r, span(r, level), span(r, level), colours, 0.3),
        answer: (input) => turnedBy(sunk(turnedBy(input, quarters)), (4 - quarters) % 4),
      };
    },
  },
  {
    name: 'bodies-fall', prior: 'gravity', about: 'Rigid bodies fall until they meet the floor or a body at rest.',
    rule(random, level) {
      const colours = palette(random, by(level, 2, 3, 4)), quarters = level === 'hard' ? random.int(0, 3) : 0;
      return {
        scene(r) {
          const g = canvas(r, level, 7);
          for (let i = 0; i < by(level, 2, 3, 5); i++) place(r, g, blob(r, r.int(2, 4)), colours[i % colours.length]);
          return g;
        },
        answer(input) {
          const out = fallen(turnedBy(input, quarters));
          return turnedBy(out, (4 - quarters) % 4);
        },
      };
    },
  },
  {
    name: 'shift', prior: 'motion', about: 'The whole picture moves by one vector; what leaves the grid is lost or comes back on the other side.',
    rule(random, level) {
      const wraps = random.chance(0.5), reach = by(level, 1, 2, 3), colours = palette(random, by(level, 1, 2, 3));
      const dr = random.int(-reach, reach), dc = dr === 0 ? random.pick([-reach, reach]) : random.int(-reach, reach);
      return {
        scene: (r) => speckle(r, span(r, level), span(r, level), colours, 0.3),
        answer(input) {
          const n = input.length, m = input[0].length;
          return make(n, m, (r, c) => {
            if (wraps) return input[(r - dr + n * reach) % n][(c - dc + m * reach) % m];
            return inside(input, r - dr, c - dc) ? input[r - dr][c - dc] : 0;
          });
        },
      };
    },
  },
  {
    name: 'go-to-the-wall', prior: 'motion', about: 'Each dot moves to the wall that its colour stands for.',
    rule(random, level) {
      const ways = random.shuffle(four).slice(0, by(level, 1, 2, 3)), colours = palette(random, ways.length);
      return {
        scene(r) {
          const g = canvas(r, level, 6);
          for (let i = 0; i < by(level, 2, 4, 6); i++) place(r, g, [[1]], colours[i % colours.length], 0, 1);
          return g;
        },
        answer(input) {
          const out = blank(input.length, input[0].length), last = [input.length - 1, input[0].length - 1];
          input.forEach((row, r) => row.forEach((c, k) => {
            const way = ways[colours.indexOf(c)];
            if (c === 0 || way === undefined) return;
            const y = way[0] === 0 ? r : way[0] > 0 ? last[0] : 0, x = way[1] === 0 ? k : way[1] > 0 ? last[1] : 0;
            out[y][x] = c;
          }));
          return out;
        },
      };
    },
  },
  {
    name: 'pull-to-the-magnet', prior: 'gravity', about: 'Dots slide straight to the wall of their own colour and stop in front of it.',
    rule(random, level) {
      const [left, right] = palette(random, 2);
      return {
        scene(r) {
          const rows = span(r, level), columns = Math.max(6, span(r, level));
          const g = make(rows, columns, (_, x) => (x === 0 ? left : x === columns - 1 ? right : 0));
          for (let i = 0; i < by(level, 2, 4, 6); i++) {
            const y = r.int(0, rows - 1);
            if (g[y].slice(1, -1).every((c) => c === 0)) g[y][r.int(2, columns - 3)] = r.pick([left, right]);
          }
          return g;
        },
        answer: (input) => input.map((row) => {
          const middle = row.slice(1, -1), out = middle.map(() => 0);
          if (middle.includes(left)) out[0] = left;
          if (middle.includes(right)) out[out.length - 1] = right;
          return [row[0], ...out, row[row.length - 1]];
        }),
      };
    },
  },
  {
    name: 'copy-to-the-marks', prior: 'motion', about: 'The object is copied to each mark, its first cell on the mark.',
    rule(random, level) {
      const [body, mark] = palette(random, 2);
      return {
        scene(r) {
          const g = canvas(r, level, 9), shape = by(level, box(2, 2), blob(r, 4), blob(r, 5));
          place(r, g, shape, body);
          for (let i = 0; i < by(level, 1, 2, 3); i++) {
            const at = place(r, g, box(shape.length, shape[0].length), mark);
            if (!at) continue;
            const first = shape[0].indexOf(1);
            for (let y = 0; y < shape.length; y++) for (let x = 0; x < shape[0].length; x++) g[at.row + y][at.column + x] = y === 0 && x === first ? mark : 0;
          }
          return g;
        },
        answer(input) {
          const g = copy(input), model = things(input).find((t) => t.colour === body);
          if (!model) return g;
          const [fr, fc] = model.cells[0];
          for (const t of things(input).filter((u) => u.colour === mark)) {
            for (const [r, c] of model.cells) {
              const y = t.top + r - fr, x = t.left + c - fc;
              if (inside(g, y, x)) g[y][x] = body;
            }
          }
          return g;
        },
      };
    },
  },
  {
    name: 'row-slides', prior: 'motion', about: 'Every second row is mirrored.',
    rule(random, level) {
      const colours = palette(random, by(level, 2, 3, 4)), phase = random.int(0, 1);
      return {
        scene: (r) => speckle(r, span(r, level), span(r, level), colours, 0.45),
        answer: (input) => sideways(input).map((row, r) => (r % 2 === phase ? row : input[r])),
      };
    },
  },
  {
    name: 'swap-colours', prior: 'recolouring', about: 'Colours change places by one fixed table.',
    rule(random, level) {
      const colours = palette(random, by(level, 2, 3, 4)), shift = random.int(1, colours.length - 1);
      return {
        scene: (r) => speckle(r, span(r, level), span(r, level), colours, 0.8),
        answer: (input) => map(input, (c) => (colours.includes(c) ? colours[(colours.indexOf(c) + shift) % colours.length] : c)),
      };
    },
  },
];
