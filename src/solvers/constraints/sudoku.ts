import { contours, type Contours } from '../../field/contours.ts';
import type { RingField, RingForm } from '../../field/ringField.ts';
import { settleRings } from '../../field/ringSettle.ts';
import { ranOn, type ProblemSettled } from './result.ts';
import { countFaults, readBoard, sudokuRings, writeBoard, type House } from './sudokuBoard.ts';
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
  /** Runs on the engine's kernels there instead of the fused module: phase form only. */
  backend?: string;
  signal?: AbortSignal;
  observe?(field: RingField): void;
}

/** Eight times the time after which the slowest of all boards in docs/constraints.md had settled. */
const TIME_LIMIT = 2e7;
/** The second place is sought for this many times what the first took, and at least … */
const SEARCH_FACTOR = 8, SEARCH_LEAST = 2000;

/** Settles one board. Errors (RangeError): see `readBoard`. */
export async function settleSudoku(name: string, line: string, options: SudokuOptions): Promise<ProblemSettled> {
  const { form, seed, replicas = 1, seconds, timeLimit = TIME_LIMIT, places = false, houses, backend, signal, observe } = options;
  const began = performance.now(), board = readBoard(name, line), { contours: rings, meaning, starved } = sudokuRings(board, houses);
  const answerOf = (status: ProblemSettled['status'], answer: string | null, simulatedTime: number, note: string): ProblemSettled =>
    ({ name, kind: 'sudoku', status, answer, value: answer === null ? null : answer.length - [...answer].filter((c) => c === '.').length, seconds: (performance.now() - began) / 1000, simulatedTime, seed, note });
  const short = starved ?? (rings && starvedRing(rings));
  if (short !== undefined) return answerOf('contradiction', null, 0, `nothing can settle: no place is left in ${short}`);
  if (!rings) return answerOf('solved', line.trim(), 0, 'every cell was given');
  const seeds = Array.from({ length: replicas }, (_, k) => seed + k);
  const settled = await settleRings(rings, { form, seeds, backend, seconds, timeLimit, signal, observe });
  const answer = writeBoard(board, meaning, settled.field.awake());
  const told = settled.engine ? `; ${ranOn(settled.engine)}` : '';
  if (settled.status !== 'settled') {
    return answerOf('timeLimit', answer, settled.time, `settled nowhere in T = ${settled.time.toFixed(0)}${settled.status === 'interrupted' ? ' (interrupted)' : ', perhaps a contradiction (no proof)'}; fighting last: ${fighting(settled.field)}${told}`);
  }
  const faults = houses ? 0 : countFaults(board, answer);
  if (faults > 0) throw new Error(`settleSudoku: the rings agree, but ${faults} houses of ${name} are wrong: a fault of the program.`);
  const done = answerOf('solved', answer, settled.time, `settled at T = ${settled.time.toFixed(1)}; fought hardest: ${strongest(settled.field)}${told}`);
  if (places && settled.field.awake().every((on) => on)) done.note += '; the only answer: the clues leave every cell one digit';
  else if (places) {
    const search = Math.max(SEARCH_LEAST, SEARCH_FACTOR * settled.time), other = await settleRings(elsewhere(rings, settled.field.awake()), { form, seeds: [seed], backend, seconds, timeLimit: search, signal });
    done.note += other.status === 'settled'
      ? `; not unique: also settles in ${writeBoard(board, meaning, other.field.awake())}`
      : `; repelled from there it settles nowhere else in T = ${search.toFixed(0)} (a sign of one answer, no proof)`;
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
