import { blank, copy, enclosed, inside, map, things, type Family } from './kit.ts';
import { blob, box, by, canvas, palette, place, ring } from './draw.ts';

export const enclosureFamilies: Family[] = [
  {
    name: 'fill-enclosed', prior: 'enclosure', about: 'What is enclosed is filled.',
    rule(random, level) {
      const [wall, fill] = palette(random, 2);
      return {
        scene(r) {
          const g = canvas(r, level, 7);
          for (let i = 0; i < by(level, 1, 2, 4); i++) place(r, g, ring(r.int(3, by(level, 4, 5, 6)), r.int(3, by(level, 4, 5, 6))), wall);
          for (let i = 0; i < by(level, 1, 3, 5); i++) place(r, g, blob(r, r.int(1, 4)), wall);
          return g;
        },
        answer(input) {
          const inner = enclosed(input);
          return map(input, (c, y, x) => (inner[y][x] ? fill : c));
        },
      };
    },
  },
  {
    name: 'fill-by-seed', prior: 'enclosure', about: 'Every ring is filled with the colour of the seed inside it.',
    rule(random, level) {
      const [wall, ...seeds] = palette(random, 4);
      return {
        scene(r) {
          const g = canvas(r, level, 8);
          for (let i = 0; i < by(level, 1, 2, 3); i++) {
            const rows = r.int(4, 5), columns = r.int(4, 5), at = place(r, g, ring(rows, columns), wall);
            if (at) g[at.row + r.int(1, rows - 2)][at.column + r.int(1, columns - 2)] = seeds[(i + r.int(0, 2)) % 3];
          }
          return g;
        },
        answer(input) {
          const g = copy(input);
          for (const t of things(input).filter((u) => u.colour === wall)) {
            const seed = things(input).find((u) => u.colour !== wall && u.top > t.top && u.left > t.left && u.top < t.top + t.rows && u.left < t.left + t.columns);
            if (!seed) continue;
            for (let r = t.top + 1; r < t.top + t.rows - 1; r++) for (let c = t.left + 1; c < t.left + t.columns - 1; c++) g[r][c] = seed.colour;
          }
          return g;
        },
      };
    },
  },
  {
    name: 'frame-objects', prior: 'borders', about: 'A frame is drawn around every object.',
    rule(random, level) {
      const [colour, frame] = palette(random, 2);
      return {
        scene(r) {
          const g = canvas(r, level, 7);
          for (let i = 0; i < by(level, 1, 2, 4); i++) place(r, g, box(r.int(1, 3), r.int(1, 3)), colour, 2, 1);
          return g;
        },
        answer(input) {
          const g = copy(input);
          for (const t of things(input)) {
            for (let r = t.top - 1; r <= t.top + t.rows; r++) for (let c = t.left - 1; c <= t.left + t.columns; c++) if (inside(g, r, c) && g[r][c] === 0) g[r][c] = frame;
          }
          return g;
        },
      };
    },
  },
  {
    name: 'hollow-out', prior: 'enclosure', about: 'The inner cells of every solid box change colour.',
    rule(random, level) {
      const [colour, core] = palette(random, 2);
      const value = random.chance(0.5) ? core : 0;
      return {
        scene(r) {
          const g = canvas(r, level, 7);
          for (let i = 0; i < by(level, 1, 3, 5); i++) place(r, g, box(r.int(3, by(level, 4, 5, 6)), r.int(3, by(level, 4, 5, 6))), colour);
          return g;
        },
        answer: (input) => map(input, (c, y, x) => (c === colour && solidAround(input, y, x, colour) ? value : c)),
      };
    },
  },
  {
    name: 'border', prior: 'borders', about: 'The rim of the grid is drawn in one colour.',
    rule(random, level) {
      const [frame, ...inner] = palette(random, 3), grows = level !== 'easy' && random.chance(0.5);
      return {
        scene(r) {
          const g = canvas(r, level, 5);
          for (let i = 0; i < by(level, 2, 3, 5); i++) place(r, g, blob(r, r.int(1, 5)), r.pick(inner));
          return g;
        },
        answer(input) {
          const rows = input.length, columns = input[0].length;
          if (!grows) return map(input, (c, y, x) => (y === 0 || x === 0 || y === rows - 1 || x === columns - 1 ? frame : c));
          return blank(rows + 2, columns + 2, frame).map((row, y) => row.map((c, x) => (inside(input, y - 1, x - 1) ? input[y - 1][x - 1] : c)));
        },
      };
    },
  },
];

function solidAround(g: readonly (readonly number[])[], row: number, column: number, colour: number): boolean {
  for (let r = row - 1; r <= row + 1; r++) for (let c = column - 1; c <= column + 1; c++) if (g[r]?.[c] !== colour) return false;
  return true;
}
