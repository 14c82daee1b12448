import type { Grid } from '../tasks/types.ts';

/** The colours of the published viewers, as 256-colour terminal codes, 0..9. */
const ink = [16, 27, 196, 40, 220, 246, 200, 208, 45, 88];

/** A grid and its answer side by side: coloured blocks on a terminal, digits (`.` for 0) elsewhere. */
export function picture(input: Grid, answer: Grid, colours: boolean): string {
  const cell = (c: number) => (colours ? `\x1b[48;5;${ink[c]}m  \x1b[0m` : `${c === 0 ? '.' : c} `);
  const rows = Math.max(input.length, answer.length), width = 2 * (input[0]?.length ?? 0);
  const half = (g: Grid, r: number) => (g[r] ? g[r].map(cell).join('') : ' '.repeat(2 * (g[0]?.length ?? 0)));
  return Array.from({ length: rows }, (_, r) => {
    const left = r < input.length ? half(input, r) : ' '.repeat(width);
    return `  ${left}  ${r === (rows - 1) >> 1 ? '→' : ' '}  ${half(answer, r)}`.trimEnd();
  }).join('\n');
}
