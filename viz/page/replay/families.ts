import type { Adapted } from '../../charts/plasticity.ts';
import type { Recording } from './recording.ts';

/** Something that plasticity changes, or homeostasis holds: its array, and the summary to draw it over time from (itself, where it is small). */
export interface Family { id: string; name: string; symbol: string; kind: string; rule: string; summary: string; summarised: boolean; setPoint?: number }

const SYMBOLS: Record<string, string> = { mu: 'μ', omega: 'ω', power: '|z|²', strengths: 's' };
/** A family without a summary is read whole up to this many bytes. */
const WHOLE = 4e6;

/** The families of a recording: what its attributes say; of a settling written before there were summaries, its ring strengths where they are few. */
export function familiesOf({ arrays }: Recording): Family[] {
  return Object.values(arrays).flatMap(({ name: id, attributes, shape, dimensions }) => {
    const { kind = 'real', rule = '', quantiles, set_point, carrier } = attributes as Record<string, string> & { set_point?: number };
    const summarised = typeof quantiles === 'string' && quantiles in arrays, small = id === 'strengths' && dimensions[0] === 'time' && 4 * shape.reduce((a, b) => a * b, 1) <= WHOLE;
    if (!summarised && !small) return [];
    const name = kind === 'coupling' ? `coupling${carrier === undefined ? '' : `, ${carrier}`}` : kind === 'adapted' ? `${id}, adapted` : id === 'strengths' ? 'strength' : id;
    return [{ id, kind, rule, name, symbol: kind === 'coupling' ? 'w' : SYMBOLS[id] ?? '', summary: summarised ? quantiles : id, summarised, ...(set_point !== undefined && { setPoint: set_point }) }];
  });
}

/** Families over time, from their summaries. Their moments are the same: all arrays of a recording grow together, and summaries are cut alike. */
export async function coursesOf(recording: Recording, families: readonly Family[]): Promise<{ time: number[]; families: Adapted[] }> {
  const tables = await Promise.all(families.map(({ summary }) => recording.table(summary)));
  return { time: (tables[0]?.index ?? []).map((i) => recording.timeOf(i)), families: families.map((f, k) => ({ name: f.name, symbol: f.symbol, values: tables[k].rows, summarised: f.summarised, setPoint: f.setPoint })) };
}
