import { select } from 'd3';
import { chart } from './chart.ts';
import { fateOf, methodsOf, type Filter, type Result } from './resultsTable.ts';

const NAMES = { all: 'all', both: 'both', field: 'only field', attention: 'only net', neither: 'neither', unknown: 'not compared' };

/** The choices of a filter and how many results each leaves; without a score there is nothing to choose, of one method only solved or not. */
export function filterChoices(results: readonly Result[]): { fate: Filter['fate']; name: string; count: number }[] {
  const methods = methodsOf(results), fate = results.map((t) => fateOf(t, methods)), known = fate.some((f) => f !== 'unknown'), open = methods.length > 1 && fate.includes('unknown') ? ['unknown' as const] : [];
  const fates = !known ? [] : methods.length > 1 ? ['both', 'field', 'attention', 'neither', ...open] as const : [methods[0], 'neither'] as const, only = { [methods[0]]: 'solved', neither: 'not solved' } as Partial<typeof NAMES>;
  return (['all', ...fates] as const).map((one) => ({ fate: one, name: (methods.length > 1 ? undefined : only[one]) ?? NAMES[one], count: one === 'all' ? results.length : fate.filter((f) => f === one).length }));
}

export interface FilterData { results: readonly Result[]; filter: Filter }

/** A search field and a button a fate, each with its count; `change` hears what is chosen. All of it can be reached by Tab. An HTML element. */
export const resultsFilter = () => chart<FilterData, { change: (filter: Filter) => void; hint: string }>({ change: () => undefined, hint: 'search tasks' }, (element, { results, filter }, { change, hint }) => {
  const root = select(element as HTMLElement);
  const field = root.selectAll<HTMLInputElement, number>('input').data([0]).join('input').attr('type', 'search').attr('placeholder', hint).attr('aria-label', 'search tasks').on('input', (event: InputEvent) => change({ ...filter, text: (event.target as HTMLInputElement).value }));
  if (field.node()!.value !== filter.text) field.property('value', filter.text);
  root.selectAll<HTMLDivElement, number>('div.chips').data([0]).join('div').attr('class', 'chips').attr('role', 'group').attr('aria-label', 'who solved it')
    .selectAll<HTMLButtonElement, ReturnType<typeof filterChoices>[0]>('button').data(filterChoices(results), (d) => d.fate).join('button').attr('aria-pressed', (d) => String(d.fate === filter.fate)).text((d) => `${d.name} ${d.count}`).on('click', (_, d) => change({ ...filter, fate: d.fate }));
});
