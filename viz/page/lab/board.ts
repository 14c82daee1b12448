import { ringBatch, type RingBatch } from '../../../src/field/ringBatch.ts';
import type { RingField } from '../../../src/field/ringField.ts';
import { readBoard, sudokuRings, type SudokuBoard } from '../../../src/solvers/constraints/sudokuBoard.ts';
import type { BoardCells } from '../../charts/boardMap.ts';

/** A Sudoku as rings of oscillators, stepped by the page. */
export class BoardField {
  readonly board: SudokuBoard;
  /** The field as it stands. */
  rings: RingField;
  private readonly batch: RingBatch;
  private readonly meaning: Int32Array;
  settled = false;

  /** Errors (RangeError): the line is no board, or its clues leave a ring without a unit. */
  constructor(line: string, seed: number) {
    this.board = readBoard('board', line);
    const { contours, meaning, starved } = sudokuRings(this.board);
    if (starved !== undefined) throw new RangeError(`board: nothing can settle, no place is left in ${starved}. Correct a clue.`);
    if (!contours) throw new RangeError('board: every cell is given, expected an empty one. Take a clue away.');
    this.batch = ringBatch('phase', [{ contours, seed }]);
    this.rings = this.batch.read(0);
    this.meaning = meaning;
  }

  step(steps: number): void {
    this.batch.advance(steps);
    this.rings = this.batch.read(0);
    this.settled = this.rings.atRest;
  }

  /** Σ over rings of how much their synapses differ from what their units do elsewhere. */
  quarrel(): number {
    return this.rings.quarrel.reduce((sum, q) => sum + q, 0);
  }

  cells(): BoardCells {
    const { order, boxRows, boxColumns, clues } = this.board, { contours, quarrel } = this.rings, phases = this.rings.phases();
    const awake = new Float32Array(order ** 3), copies = new Float32Array(contours.units), level = new Float32Array(contours.units), fights = new Float32Array(order * order);
    contours.unit.forEach((u, e) => { level[u] += (1 + Math.cos(phases[e])) / 2; copies[u] += 1; });
    this.meaning.forEach((place, u) => { awake[place] = level[u] / Math.max(1, copies[u]); });
    if (this.settled) for (let at = 0; at < order ** 3; at += order) { // at rest a cell is the digit that leads in it, as the answer is read
      const cell = awake.subarray(at, at + order), most = Math.max(...cell);
      cell.forEach((a, d) => { cell[d] = a === most && a > 0 ? 1 : 0; });
    }
    contours.ring.forEach((m, e) => { const cell = Math.floor(this.meaning[contours.unit[e]] / order); fights[cell] = Math.max(fights[cell], this.settled ? 0 : quarrel[m]); });
    return { order, boxRows, boxColumns, clues, awake, quarrel: fights };
  }
}
