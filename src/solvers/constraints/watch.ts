import type { RingField } from '../../field/ringField.ts';

/** One look at a settling field, a line of `npx cymatic settle --record`. Numbers are rounded to 4 digits. */
export interface Frame {
  name: string;
  time: number;
  /** Ring fields: Σ over rings of their quarrel. Machines of spins: minus the cut. */
  energy: number;
  /** Strength of each ring, or amplitude homeostat of each site. */
  strengths: number[];
  /** Phase of each synapse or site, rad. */
  phases: number[];
}

export function ringFrame(name: string, field: RingField): Frame {
  return { name, time: field.time, energy: round(field.quarrel.reduce((s, v) => s + v, 0)), strengths: Array.from(field.strengths, round), phases: Array.from(field.phases(), round) };
}

export const round = (x: number): number => Math.round(x * 1e4) / 1e4;
