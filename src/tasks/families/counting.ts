import { blank, census, copy, eight, four, inside, make, map, things, type Family } from './kit.ts';
import { blob, box, by, canvas, palette, place, span, speckle } from './draw.ts';

export const countingFamilies: Family[] = [
  {
    name: 'count-objects', prior: 'counting', about: 'As many cells light up in a row as there are objects.',
    rule(random, level) {
      const [colour, light] = palette(random, 2), width = by(level, 4, 6, 8);
      return {
        scene(r) {
          const g = canvas(r, level, 8);
          for (let i = r.int(1, width); i > 0; i--) place(r, g, blob(r, r.int(1, 4)), colour);
          return g;
        },
        answer: (input) => make(1, width, (_, c) => (c < things(input, eight).length ? light : 0)),
      };
    },
  },
  {
    name: 'majority-colour', prior: 'majority', about: 'The answer is a plain square of the most (or least) frequent colour.',
    rule(random, level) {
      const side = random.int(1, 3), least = level !== 'easy' && random.chance(0.4), colours = palette(random, by(level, 2, 3, 4));
      return {
        scene(r) {
          const rows = span(r, level), columns = span(r, level), order = r.shuffle(colours);
          const g = make(rows, columns, () => {
            const u = r.next();
            return order[Math.min(order.length - 1, Math.floor(u * u * order.length))];
          });
          const counts = census(g.flat()).map((x) => x.count);
          return counts.every((n, i) => i === 0 || n < counts[i - 1]) ? g : map(g, (c, y, x) => (y === 0 && x < 2 ? order[0] : c));
        },
        answer(input) {
          const order = census(input.flat());
          return blank(side, side, order[least ? order.length - 1 : 0].colour);
        },
      };
    },
  },
  {
    name: 'bars-by-count', prior: 'counting', about: 'Each colour becomes a bar as long as its number of cells, the longest first.',
    rule(random, level) {
      const colours = palette(random, by(level, 2, 3, 4));
      return {
        scene(r) {
          const g = canvas(r, level, 6), counts = r.shuffle([1, 2, 3, 4, 5, 6].slice(0, by(level, 4, 5, 6)));
          colours.forEach((colour, i) => {
            for (let n = 0; n < counts[i]; n++) place(r, g, [[1]], colour, 0);
          });
          return g;
        },
        answer(input) {
          const bars = census(input.flat().filter((c) => c !== 0));
          return make(bars.length, bars[0].count, (r, c) => (c < bars[r].count ? bars[r].colour : 0));
        },
      };
    },
  },
  {
    name: 'row-majority', prior: 'majority', about: 'Every row becomes its most frequent colour.',
    rule(random, level) {
      const colours = palette(random, by(level, 3, 4, 6)), noise = random.pick(colours);
      return {
        scene(r) {
          const columns = Math.max(6, span(r, level)), rows = span(r, level);
          return Array.from({ length: rows }, () => {
            const main = r.pick(colours);
            return make(1, columns, () => (r.chance(0.2) ? noise : main))[0];
          });
        },
        answer: (input) => input.map((row) => row.map(() => census(row)[0].colour)),
      };
    },
  },
  {
    name: 'denoise', prior: 'denoising', about: 'Cells with no neighbour of their colour are noise: they take what surrounds them.',
    rule(random, level) {
      const [noise, ...colours] = palette(random, by(level, 2, 3, 4)), inBoxes = level !== 'easy';
      return {
        scene(r) {
          const g = canvas(r, level, 8);
          for (let i = 0; i < by(level, 1, 2, 4); i++) place(r, g, box(r.int(3, 5), r.int(3, 5)), colours[i % colours.length], 2);
          const noisy = copy(g);
          for (let i = 0; i < by(level, 3, 6, 12); i++) {
            const y = r.int(1, g.length - 2), x = r.int(1, g[0].length - 2);
            const around = eight.map(([dr, dc]) => noisy[y + dr][x + dc]);
            if (around.every((c) => c === noisy[y][x]) && (inBoxes || noisy[y][x] === 0)) noisy[y][x] = noise;
          }
          return noisy;
        },
        answer: (input) => map(input, (c, y, x) => (c === noise ? census(four.filter(([dr, dc]) => inside(input, y + dr, x + dc)).map(([dr, dc]) => input[y + dr][x + dc]).filter((v) => v !== noise))[0]?.colour ?? 0 : c)),
      };
    },
  },
  {
    name: 'drop-colour', prior: 'denoising', about: 'One colour is noise and vanishes.',
    rule(random, level) {
      const [noise, ...colours] = palette(random, by(level, 3, 4, 5));
      return {
        scene(r) {
          const g = canvas(r, level, 6);
          for (let i = 0; i < by(level, 2, 4, 6); i++) place(r, g, blob(r, r.int(2, 5)), r.pick(colours));
          const dust = speckle(r, g.length, g[0].length, [noise], 0.15);
          return map(g, (c, y, x) => dust[y][x] || c);
        },
        answer: (input) => map(input, (c) => (c === noise ? 0 : c)),
      };
    },
  },
  {
    name: 'full-lines', prior: 'logic', about: 'Rows and columns without any coloured cell are drawn.',
    rule(random, level) {
      const [dot, line] = palette(random, 2), rowsToo = random.chance(0.6);
      return {
        scene(r) {
          const n = span(r, level), m = span(r, level), g = blank(n, m), emptyRows = [r.int(0, n - 1), r.int(0, n - 1)], emptyColumns = [r.int(0, m - 1), r.int(0, m - 1)];
          return map(g, (_, y, x) => (!emptyRows.includes(y) && !emptyColumns.includes(x) && r.chance(0.4) ? dot : 0));
        },
        answer: (input) => map(input, (c, y, x) => (c === 0 && (input.every((row) => row[x] === 0) || (rowsToo && input[y].every((v) => v === 0))) ? line : c)),
      };
    },
  },
  {
    name: 'checker-the-floor', prior: 'parity', about: 'Background cells of one parity, counted from the corner, take a colour.',
    rule(random, level) {
      const [thing, floor] = palette(random, 2), parity = random.int(0, 1), step = by(level, 2, random.int(2, 3), random.int(2, 3));
      return {
        scene(r) {
          const g = canvas(r, level, 5);
          for (let i = 0; i < by(level, 2, 3, 5); i++) place(r, g, blob(r, r.int(1, 5)), thing);
          return g;
        },
        answer: (input) => map(input, (c, y, x) => (c === 0 && (y + x) % step === parity ? floor : c)),
      };
    },
  },
];
