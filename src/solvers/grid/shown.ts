import type { FieldSenses } from '../../encoders/fieldSenses.ts';
import type { Shown } from '../../tasks/answer.ts';
import type { Question } from '../../tasks/types.ts';
import type { Entry } from './ballot.ts';
import { gateText, type GateText } from './explain.ts';

type Show = (moment: Shown) => void;

const rounded = (values: ArrayLike<number>, from: number, count: number): number[] => Array.from({ length: count }, (_, i) => Math.round(values[from + i] * 1000) / 1000);

/** Shows the first wave from the rim and the first locking of objects, step by step, where they run over the first test input. Returns what ends it. */
export function showHearing(senses: FieldSenses, { train, test: [input] }: Question, show: Show): () => void {
  const offset = train.reduce((sum, p) => sum + p.input.length * p.input[0].length, 0), rows = input.length, columns = input[0].length;
  const wanted = new Map([['wave', 4], ['segment', 8]]);
  senses.witness = (process, degree) => {
    if (wanted.get(process) !== degree) return undefined;
    wanted.delete(process);
    return (step, values) => show({ kind: 'hears', process: process as 'wave' | 'segment', step, rows, columns, values: rounded(values, offset, rows * columns) });
  };
  return () => { senses.witness = undefined; };
}

/** The gate that won: for each of its parts the conditions on the way there and the source that drives it, colours named as in the test input. */
export function shownGate({ best }: Entry, pair: number, tried: number): Shown {
  const meant = best.palette?.[pair], named = (text: string) => text.replace(/\bcolour (\d)(?!\d)/g, (_, c: string) => `colour ${meant?.[Number(c)] ?? c}`);
  const ways = (gate: GateText, on: { when: string; holds: boolean }[]): { conditions: { when: string; holds: boolean }[]; source: string }[] =>
    'when' in gate ? [...ways(gate.on, [...on, { when: named(gate.when), holds: true }]), ...ways(gate.off, [...on, { when: named(gate.when), holds: false }])]
      : [{ conditions: on, source: named(best.cover.sources[gate.drivenBy]?.name ?? 'silence') }];
  return { kind: 'gate', frame: best.stage.frame.name, tried, leaveOneOut: best.leaveOneOut, parts: ways(gateText(best.gates[0], best.units), []) };
}

/** Shows the phases of the answer on their way; `colours`: what the phases mean where the solver renamed colours. */
export function shownPhases(rows: number, columns: number, colours: number[] | undefined, show: Show): (time: number, theta: Float32Array) => void {
  return (time, theta) => show({ kind: 'settles', time, rows, columns, phases: rounded(theta, 0, rows * columns), ...(colours && { colours }) });
}
