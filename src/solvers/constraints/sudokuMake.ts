import { Chance } from '../../field/chance.ts';
import { settleSudoku } from './sudoku.ts';

/**
 * A full board of that order (4, 6, 9, 16 or 25) as one line, settled by the field itself from an empty one: the phase form, whatever its seed throws. Same seed, same board.
 * Errors: Error where the field was interrupted before it rested.
 */
export async function fullBoard(order: number, seed: number, signal?: AbortSignal): Promise<string> {
  const { status, answer } = await settleSudoku(`empty board of order ${order}`, '.'.repeat(order * order), { form: 'phase', seed, signal });
  if (status !== 'solved') throw new Error(`fullBoard: the empty board of order ${order} had not settled with seed ${seed} when it was interrupted. Let it settle.`);
  return String(answer);
}

/** The board with only `clues` of its cells left, drawn evenly by the seed. Of two with the same seed, the one with fewer clues has only clues of the other. */
export function cluesLeft(board: string, clues: number, seed: number): string {
  const left = new Set(new Chance(seed).shuffled(board.length).slice(0, clues));
  return [...board].map((digit, c) => (left.has(c) ? digit : '.')).join('');
}
