import { contours, type Contours } from '../../field/contours.ts';
import type { RingField, RingForm, RingPaceChange } from '../../field/ringField.ts';
import { settleRings, settleRingsTogether, type RingsSettled } from '../../field/ringSettle.ts';
import { ranOn, type ProblemSettled } from './result.ts';
import { countFaults, readBoard, sudokuRings, writeBoard, type House, type SudokuBoard } from './sudokuBoard.ts';
import { starvedRing } from './starve.ts';

export interface SudokuOptions {
  form: RingForm;
  seed: number;
  /** Independent fields that settle side by side until the first is at rest. */
  replicas?: number;
  /** Wall clock for one board, seconds. */
  seconds?: number;
  timeLimit?: number;
  /** Whether to look for a second place to settle. */
  places?: boolean;
  /** Houses that were learned; absent: rows, columns and boxes. Then only those houses are checked. */
  houses?: readonly House[];
  /** Runs on the engine's kernels there instead of the fused module. */
  backend?: string;
  signal?: AbortSignal;
  observe?(field: RingField): void;
}

/** Eight times the time after which the slowest of all boards in docs/constraints.md had settled. */
const TIME_LIMIT = 2e7;
/**
 * The pace of a board of that order: that of the form up to order 9. Above it
 *   η = 1.8 (limit), 1.5 (phase)      synapses habituate faster: with 1, random boards of order 25 with 290 clues rarely settled in 5 CPU seconds, now in half a second
 *   σ = 0.07 (9/n)²                   at rest the copies of a unit share a mean but drift apart by noise: with 0.07 an empty board of order 16 never has all its 1,024 rings agree at one moment
 * Measured: docs/constraints.md, Other orders.
 */
const paceOf = (order: number, form: RingForm): RingPaceChange | undefined => (order > 9 ? { rate: form === 'limit' ? 1.8 : 1.5, deviation: 0.07 * (9 / order) ** 2 } : undefined);
/** The second place is sought for this many times what the first took, and at least … */
const SEARCH_FACTOR = 8, SEARCH_LEAST = 2000;

/** Settles one board. Errors (Unreadable): see `readBoard`. */
export async function settleSudoku(name: string, line: string, options: SudokuOptions): Promise<ProblemSettled> {
  let settled: ProblemSettled | undefined;
  await settleSudokus([{ name, text: line }], options, (one) => void (settled = one));
  return settled!;
}

/**
 * Settles boards side by side in one batch of ring fields; `tell` hears of each as soon as it has settled. Same seed, same answer and simulated time as one by one.
 * Errors (Unreadable): see `readBoard`.
 */
export async function settleSudokus(list: readonly { name: string; text: string }[], options: SudokuOptions, tell: (settled: ProblemSettled, k: number) => void): Promise<void> {
  const { form, seed, replicas = 1, backend, seconds, timeLimit = TIME_LIMIT, signal, observe } = options, seeds = Array.from({ length: replicas }, (_, k) => seed + k);
  const boards = list.map(({ name, text }, k) => ({ k, ...opened(name, text, options) }));
  for (const { k, known } of boards) if (known) tell(known, k);
  const moving = boards.filter((b) => b.rings !== undefined);
  if (moving.length > 0) await settleRingsTogether(moving.map((b) => b.rings!), { form, seeds, paces: moving.map(({ board }) => paceOf(board.order, form)), backend, seconds, timeLimit, signal, observe }, async (settled, m) => tell(await told(moving[m], settled, options), moving[m].k));
}

/** A board that is about to settle: its contours, or what is known of it without. */
interface Opened {
  name: string;
  board: SudokuBoard;
  meaning: Int32Array;
  rings?: Contours;
  known?: ProblemSettled;
  /** Wall clock until here. */
  seconds: number;
}

function opened(name: string, line: string, { seed, houses }: SudokuOptions): Opened {
  const began = performance.now(), board = readBoard(name, line), { contours: rings, meaning, starved } = sudokuRings(board, houses), short = starved ?? (rings && starvedRing(rings)), seconds = (performance.now() - began) / 1000;
  const known = (status: ProblemSettled['status'], answer: string | null, note: string): Opened => ({ name, board, meaning, seconds, known: resultOf(name, seed, status, answer, seconds, 0, note) });
  if (short !== undefined) return known('contradiction', null, `nothing can settle: no place is left in ${short}`);
  if (!rings) return known('solved', line.trim(), 'every cell was given');
  return { name, board, meaning, rings, seconds };
}

const resultOf = (name: string, seed: number, status: ProblemSettled['status'], answer: string | null, seconds: number, simulatedTime: number, note: string): ProblemSettled =>
  ({ name, kind: 'sudoku', status, answer, value: answer === null ? null : answer.length - [...answer].filter((c) => c === '.').length, seconds, simulatedTime, seed, note });

/** What came of a board: its digits, checked, and whether it settles elsewhere too where that is asked. */
async function told({ name, board, meaning, rings, seconds: before }: Opened, settled: RingsSettled, { form, seed, seconds, backend, places = false, houses, signal }: SudokuOptions): Promise<ProblemSettled> {
  const awake = settled.field.awake(), answer = writeBoard(board, meaning, awake), engine = settled.engine ? `; ${ranOn(settled.engine)}` : '';
  const result = (status: ProblemSettled['status'], note: string) => resultOf(name, seed, status, answer, before + settled.seconds, settled.time, note);
  if (settled.status !== 'settled') {
    return result('timeLimit', `settled nowhere in T = ${settled.time.toFixed(0)}${settled.status === 'interrupted' ? ' (interrupted)' : ', perhaps a contradiction (no proof)'}; fighting last: ${fighting(settled.field)}${engine}`);
  }
  const faults = houses ? 0 : countFaults(board, answer);
  if (faults > 0) throw new Error(`settleSudoku: the rings agree, but ${faults} houses of ${name} are wrong: a fault of the program.`);
  const done = result('solved', `settled at T = ${settled.time.toFixed(1)}; fought hardest: ${strongest(settled.field)}${engine}`);
  if (places && awake.every((on) => on)) done.note += '; the only answer: the clues leave every cell one digit';
  else if (places) {
    const search = Math.max(SEARCH_LEAST, SEARCH_FACTOR * settled.time), left = seconds && Math.max(0, seconds - before - settled.seconds), other = await settleRings(elsewhere(rings!, awake), { form, seeds: [seed], paces: [paceOf(board.order, form)], backend, seconds: left, timeLimit: search, signal });
    if (other.status === 'settled') done.note += `; not unique: also settles in ${writeBoard(board, meaning, other.field.awake())}`;
    else if (other.time < search - 1e-6) done.note += `; not decided whether it settles elsewhere: ${other.status === 'interrupted' ? 'interrupted' : 'out of time'} at T = ${other.time.toFixed(0)} of ${search.toFixed(0)}`;
    else done.note += `; repelled from there it settles nowhere else in T = ${other.time.toFixed(0)} (a sign of one answer, no proof)`;
  }
  return done;
}

/** The same contours and one more, which asks for at least one unit that slept: the field is repelled from where it settled. */
function elsewhere(rings: Contours, awake: Uint8Array): Contours {
  const members = Array.from({ length: rings.units }, (_, i) => i).filter((i) => !awake[i]);
  return contours(rings.units, [...rings.rings, { kind: 'least', name: 'elsewhere', members }]);
}

/** The rings that quarrel most at this moment. */
export function fighting(field: RingField, count = 3): string {
  return named(field, field.quarrel, count) || 'none';
}

/** The rings that grew strongest: where the fight was longest. */
export function strongest(field: RingField, count = 3): string {
  return named(field, field.strengths, count);
}

function named({ contours: { rings } }: RingField, by: Float32Array, count: number): string {
  return Array.from(by.keys()).filter((m) => by[m] > 0).sort((a, b) => by[b] - by[a]).slice(0, count).map((m) => `${rings[m].name ?? `ring ${m}`} (${by[m].toFixed(2)})`).join(', ');
}
