import type { Grid } from '../tasks/types.ts';

/** Numbers of one position: four kinds of coordinate × two axes × four wavelengths × (cos, sin). */
export const POSITION = 64;
/** Numbers of one token before the embedding: three one-hot colours, a flag, a blank, the position. */
export const FEATURES = 32 + POSITION;
/** Ten colours and two that never occur: jax-js only uses SIMD where sizes are multiples of four. */
export const COLOURS = 12;

const WAVELENGTHS = [2.6, 4.7, 11, 37];

/** The tokens of one grid and the canvas it becomes, ready to be recoloured. */
export interface Sheet {
  /** Tokens in all. Input cells come first; where the sizes differ, one query token an output cell follows. */
  tokens: number;
  /** Number of input cells: the only tokens that may be attended to. */
  keys: number;
  /** Index of the first output token: 0 where input cells answer for themselves, `keys` otherwise. */
  first: number;
  /** Output rows and columns. */
  rows: number;
  columns: number;
  /** Three colours a token: its own (−1 for a query), the block-aligned and the tile-aligned input colour. */
  colours: Int8Array;
  /** tokens × POSITION. */
  position: Float32Array;
}

/** A coordinate seen four ways by an input cell: from the start, from the end, modulo the output, its output block. */
function keyCoordinates(r: number, size: number, out: number): number[] {
  return [r, size - 1 - r, out < size ? r % out : r, out < size ? Math.floor((r * out) / size) : r];
}

/** The same four for an output cell, so that equal numbers mean "tile-aligned" or "block-aligned". */
function queryCoordinates(r: number, size: number, out: number): number[] {
  return [r, out - 1 - r, out > size ? r % size : r, out > size ? Math.floor((r * size) / out) : r];
}

/** cos and sin of the coordinates at every wavelength, as a flat row. */
function wave(into: Float32Array, at: number, coordinates: number[]): void {
  coordinates.forEach((x, kind) => WAVELENGTHS.forEach((length, i) => {
    into[at + kind * 8 + 2 * i] = Math.cos((2 * Math.PI * x) / length);
    into[at + kind * 8 + 2 * i + 1] = Math.sin((2 * Math.PI * x) / length);
  }));
}

/**
 * Token a cell. An output of the input's size is read at the input's own tokens; any other output is a canvas of query
 * tokens that attend to the input cells. Queries carry the colours of the input cells that scaling (row × h / H) and
 * tiling (row mod h) would put there. `only` keeps a subset of the output cells (indices row × columns + column), which
 * changes no other cell's result because nothing attends to a query.
 */
export function sheet(input: Grid, rows: number, columns: number, only?: number[]): Sheet {
  const h = input.length, w = input[0].length, same = rows === h && columns === w;
  const cells = same ? [] : only ?? Array.from({ length: rows * columns }, (_, i) => i);
  const keys = h * w, tokens = keys + cells.length;
  const colours = new Int8Array(tokens * 3), position = new Float32Array(tokens * POSITION);
  let t = 0;
  for (let r = 0; r < h; r++) for (let c = 0; c < w; c++, t++) {
    colours.fill(input[r][c], t * 3, t * 3 + 3);
    wave(position, t * POSITION, keyCoordinates(r, h, rows));
    wave(position, t * POSITION + 32, keyCoordinates(c, w, columns));
  }
  for (const cell of cells) {
    const r = Math.floor(cell / columns), c = cell % columns;
    colours[t * 3] = -1;
    colours[t * 3 + 1] = input[Math.floor((r * h) / rows)][Math.floor((c * w) / columns)];
    colours[t * 3 + 2] = input[r % h][c % w];
    wave(position, t * POSITION, queryCoordinates(r, h, rows));
    wave(position, t * POSITION + 32, queryCoordinates(c, w, columns));
    t += 1;
  }
  return { tokens, keys, first: same ? 0 : keys, rows, columns, colours, position };
}

/**
 * Copies one position with every coordinate of the rows moved by shift[0] and of the columns by shift[1]: a turn of each
 * (cos, sin) pair. Whoever compares two positions (same, mirrored, tiled, a step away) sees no change; only knowledge of the
 * absolute place is lost.
 */
export function shifted(from: Float32Array, at: number, shift: [number, number], to: Float32Array, put: number): void {
  for (let axis = 0; axis < 2; axis++) for (let i = 0; i < 4; i++) {
    const angle = (2 * Math.PI * shift[axis]) / WAVELENGTHS[i], c = Math.cos(angle), s = Math.sin(angle);
    for (let kind = 0; kind < 4; kind++) {
      const k = axis * 32 + kind * 8 + 2 * i, x = from[at + k], y = from[at + k + 1];
      to[put + k] = c * x - s * y;
      to[put + k + 1] = s * x + c * y;
    }
  }
}
