import type { Grid } from '../../tasks/types.ts';
import type { Bodies } from '../../encoders/channels/bodies.ts';
import type { Channel } from '../../encoders/channels/book.ts';
import type { Hearing } from '../../encoders/channels/hearing.ts';

/** Inputs of all pairs (demonstrations first, then test inputs), what the medium heard of them, and the taught outputs. */
export interface Scene {
  hearing: Hearing;
  bodies: Bodies[];
  /** The processes that were played, each with the channels that it added to the book. */
  processes: { name: string; channels: Channel[] }[];
  inputs: Grid[];
  /** Taught outputs, one a demonstration; pair p is a demonstration while p < taught.length. */
  taught: Grid[];
}

/** Where an output cell listens in the input of its own pair: (row, column), or null for silence. */
export interface View {
  name: string;
  cost: number;
  at: (pair: number, row: number, column: number) => [number, number] | null;
}

/** A hypothesis about the geometry of the output: its shape for every pair, and how its cells are tied to input cells. */
export interface Frame {
  name: string;
  cost: number;
  /** Rows and columns of the output of every pair. */
  shapes: [number, number][];
  /** The first view carries every channel; the others carry the colour alone. */
  views: View[];
}

export const rowsOf = (g: Grid): number => g.length;
export const columnsOf = (g: Grid): number => g[0].length;

/** True where the frame gives every demonstration the shape it was taught, and every test input a plate that can be. */
export function explainsShapes(scene: Scene, shapes: ([number, number] | null)[]): shapes is [number, number][] {
  return shapes.every((s, p) => {
    if (!s || s[0] % 1 !== 0 || s[1] % 1 !== 0 || s[0] < 1 || s[1] < 1 || s[0] * s[1] > 900) return false;
    const t = scene.taught[p];
    return !t || (rowsOf(t) === s[0] && columnsOf(t) === s[1]);
  });
}
