import { select } from 'd3';
import { chart } from './chart.ts';

interface Fared { solved: boolean | null; confidence: number | null; failed?: string; sure?: boolean }
export interface Result { id: string; methods: { field?: Fared; attention?: Fared } }
export interface Filter { text: string; fate: 'all' | Fate }
export type Fate = 'both' | 'field' | 'attention' | 'neither' | 'unknown';

export const FATE_NAMES: readonly Filter['fate'][] = ['all', 'both', 'field', 'attention', 'neither', 'unknown'];

/** The methods that a set of results asked, in the order in which they are told. */
export const methodsOf = (results: readonly Result[]): ('field' | 'attention')[] => (['field', 'attention'] as const).filter((m) => results.some((t) => t.methods[m]));

/** Who solved a task, where all of these methods have tried it and the truth is known. A run of one method knows `field` (or `attention`) and `neither`. */
export function fateOf({ methods: { field, attention } }: Result, asked: readonly ('field' | 'attention')[]): Fate {
  if (asked.length === 0 || asked.some((m) => typeof { field, attention }[m]?.solved !== 'boolean')) return 'unknown';
  if (field?.solved && attention?.solved) return 'both';
  return field?.solved ? 'field' : attention?.solved ? 'attention' : 'neither';
}

export function matches(result: Result, { text, fate }: Filter, asked: readonly ('field' | 'attention')[]): boolean {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean), name = result.id.toLowerCase();
  return (fate === 'all' || fateOf(result, asked) === fate) && words.every((word) => name.includes(word));
}

/** Filled: solved; ring: not solved; dot: no score; cross: no answer. Shape, not colour, carries the meaning. */
export function markOf(fared: Fared | undefined): { sign: string; text: string } {
  if (!fared) return { sign: '', text: '' };
  if (fared.failed !== undefined) return { sign: '×', text: `no answer: ${fared.failed}` };
  if (fared.solved === null) return { sign: '·', text: 'answered, not scored' };
  return fared.solved ? { sign: '●', text: 'solved' } : { sign: '○', text: 'not solved' };
}

/** `asked`: the methods that have a column; without it those that the rows name. */
export interface ResultsLook { current: string; href: (id: string) => string; name: (id: string) => string; asked: readonly ('field' | 'attention')[] | null }

/** A row a task: name, mark and confidence of each method. An HTML table. */
export const resultsTable = () => chart<readonly Result[], ResultsLook>({ current: '', href: (id) => `#${id}`, name: (id) => id, asked: null }, (element, data, { current, href, name, asked }) => {
  const table = select(element as HTMLElement).attr('class', 'results'), methods = asked ?? methodsOf(data), both = methods.length === 2;
  table.selectAll('thead').data([0]).join('thead').selectAll('tr').data([0]).join('tr').selectAll('th').data(['task', ...methods.map((m) => (m === 'field' ? 'field' : both ? 'net' : 'attention net'))]).join('th').attr('scope', 'col').text((d) => d);
  const rows = table.selectAll('tbody').data([0]).join('tbody').selectAll<HTMLTableRowElement, Result>('tr').data(data as Result[], (d) => d.id).join('tr').order();
  rows.attr('aria-current', (d) => (d.id === current ? 'true' : null));
  const cells = rows.selectAll<HTMLTableCellElement, { kind: string; d: Result }>('td').data((d) => [{ kind: 'name', d }, ...methods.map((m) => ({ kind: m as string, d }))], (c) => c.kind).join((enter) => {
    const td = enter.append('td').attr('class', (c) => c.kind);
    td.filter((c) => c.kind === 'name').append('a');
    const mark = td.filter((c) => c.kind !== 'name');
    mark.append('b');
    mark.append('span').attr('class', 'bar').append('i');
    return td;
  });
  cells.select('a').attr('href', (c) => href(c.d.id)).text((c) => name(c.d.id)).attr('title', (c) => (name(c.d.id).endsWith('…') ? c.d.id : null));
  cells.attr('title', (c) => { const f = c.d.methods[c.kind as 'field']; return f ? `${markOf(f).text}${f.confidence === null ? '' : `, confidence ${Math.round(100 * f.confidence)} %`}` : null; });
  cells.select('b').text((c) => markOf(c.d.methods[c.kind as 'field']).sign).attr('class', (c) => { const f = c.d.methods[c.kind as 'field']; return !f || f.failed !== undefined ? 'none' : f.solved === null ? 'unknown' : f.solved ? 'solved' : null; });
  cells.select<HTMLElement>('.bar > i').style('width', (c) => `${100 * (c.d.methods[c.kind as 'field']?.confidence ?? 0)}%`);
});
