import type { StencilLink } from './carrier.ts';

/** The four orthogonal neighbours, and all eight. */
export const FOUR: StencilLink[] = [[-1, 0, 1], [1, 0, 1], [0, -1, 1], [0, 1, 1]];
export const EIGHT: StencilLink[] = [...FOUR, [-1, -1, 1], [-1, 1, 1], [1, -1, 1], [1, 1, 1]];

/** Everybody within `radius` sites (√(dr² + dc²) ≤ radius), oneself excluded, weight 1. disc(1) is FOUR, disc(1.5) is EIGHT, in another order. */
export function disc(radius: number): StencilLink[] {
  if (!(radius >= 1 && radius <= 512)) throw new RangeError(`disc: radius is ${radius}, expected 1 to 512 sites. A larger one is cheaper as meanField(…).`);
  const reach = Math.floor(radius), links: StencilLink[] = [];
  for (let dr = -reach; dr <= reach; dr++) for (let dc = -reach; dc <= reach; dc++) {
    if ((dr !== 0 || dc !== 0) && dr * dr + dc * dc <= radius * radius) links.push([dr, dc, 1]);
  }
  return links;
}

/**
 * A convolution kernel as a stencil: `matrix[r][c]` is the weight of the site (r − middle row, c − middle column) away, so both sides are
 * odd; the middle is oneself, zeros are left out. [[0, 1, 0], [1, -4, 1], [0, 1, 0]] is the discrete Laplacian.
 */
export function stencilOf(matrix: number[][]): StencilLink[] {
  const rows = matrix.length, columns = matrix[0]?.length ?? 0;
  if (rows % 2 === 0 || columns % 2 === 0 || matrix.some((row) => row.length !== columns)) {
    throw new RangeError(`stencilOf: a matrix with rows of ${matrix.map((row) => row.length).join(', ')}, expected an odd number of rows of one odd length. Fill up with zeros.`);
  }
  const links = matrix.flatMap((row, r) => row.map((weight, c): StencilLink => [r - (rows - 1) / 2, c - (columns - 1) / 2, weight])).filter(([, , weight]) => weight !== 0);
  if (links.length === 0) throw new RangeError('stencilOf: all weights are 0, expected at least one link. Give a weight.');
  return links;
}
