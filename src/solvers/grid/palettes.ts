import type { Grid, Question } from '../../tasks/types.ts';

/** A question whose colours are named by how frequent they are in their own grid, and the way back. */
export interface Relabelled {
  question: Question;
  /** back[pair][name] = colour, pairs counted as demonstrations first, then test inputs. */
  back: number[][];
}

/**
 * Colours that change from pair to pair are renamed by their rank of frequency in the pair's own input, so that roles take the
 * place of hues. Colours at home in every input, and those an output brings in by itself, keep their names.
 * Null where no colour changes, or where renaming would leave a colour without a name.
 */
export function byFrequency({ train, test }: Question): Relabelled | null {
  const inputs = [...train.map((p) => p.input), ...test];
  const palettes = inputs.map((g) => census(g));
  const fixed = new Set<number>();
  for (let c = 0; c < 10; c++) if (palettes.every((p) => p[c] > 0)) fixed.add(c);
  train.forEach((p, k) => census(p.output).forEach((n, c) => { if (n > 0 && palettes[k][c] === 0) fixed.add(c); }));
  const names = [...Array(10).keys()].filter((c) => !fixed.has(c));
  if (palettes.every((p) => names.every((c) => p[c] === 0))) return null;
  const forth = palettes.map((p) => {
    const map = [...Array(10).keys()].map((c) => (fixed.has(c) ? c : -1));
    [...names].sort((a, b) => p[b] - p[a] || a - b).forEach((c, rank) => { map[c] = names[rank]; });
    return map;
  });
  const back = forth.map((map) => map.reduce((inverse, name, c) => { inverse[name] = c; return inverse; }, new Array<number>(10).fill(0)));
  const paint = (g: Grid, map: number[]) => g.map((row) => row.map((c) => map[c]));
  return {
    question: {
      train: train.map((p, k) => ({ input: paint(p.input, forth[k]), output: paint(p.output, forth[k]) })),
      test: test.map((g, t) => paint(g, forth[train.length + t])),
    },
    back,
  };
}

function census(g: Grid): number[] {
  const counts = new Array<number>(10).fill(0);
  for (const row of g) for (const c of row) counts[c]++;
  return counts;
}
