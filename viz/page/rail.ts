import { h, readable } from './dom.ts';
import { hashOf } from './place.ts';
import type { RunData, TaskRow } from './store.ts';
import { draw } from '../charts/chart.ts';
import { resultsFilter } from '../charts/resultsFilter.ts';
import { FATE_NAMES, matches, methodsOf, resultsTable, type Filter, type Result, type ResultsLook } from '../charts/resultsTable.ts';

/** Rows that stand in the list at once: more of them are found by the filter. */
const ROWS = 300;

/** The rows of a long list that are written: the first, or those about the one that is looked at. */
export function rowsAbout(count: number, at: number, most = ROWS): [from: number, to: number] {
  const from = at < most ? 0 : Math.min(count - most, at - Math.floor(most / 2));
  return [Math.max(0, from), Math.min(count, Math.max(0, from) + most)];
}

/** The list beside the page: every task of the run, who solved it, and filters. */
export class Rail {
  readonly element = h('aside', { class: 'rail' });
  private chosen: Filter = { text: '', fate: 'all' };
  private readonly table = h('table', {});
  private readonly chooser = h('div', { class: 'filter' });
  private readonly choices = resultsFilter().hint('search tasks  ( / )').change((filter) => { this.chosen = filter; this.draw(); this.changed(filter); });
  private readonly count = h('p', { class: 'caption' });
  private run: RunData | undefined;
  private current = '';

  constructor(private readonly changed: (filter: Filter) => void) {
    this.element.append(this.chooser, h('div', { class: 'rows' }, this.table), this.count);
  }

  get filter(): Readonly<Filter> {
    return this.chosen;
  }

  /** Filters as an address says. */
  filterBy(text: string | null, fate: string | null): void {
    this.chosen = { text: text ?? '', fate: FATE_NAMES.find((name) => name === fate) ?? 'all' };
  }

  /** `beside`: whether the list stands beside the page; only tasks have it. */
  show(run: RunData, current: string, beside: boolean): void {
    this.run = run;
    const moved = this.current !== current;
    this.current = current;
    this.element.hidden = !beside || run.tasks.length === 0;
    this.draw();
    if (moved) this.table.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }

  focus(): void {
    this.chooser.querySelector('input')?.focus();
  }

  /** The task before (−1) or after (1) the current one, among those listed. */
  neighbour(step: 1 | -1): string | undefined {
    const listed = this.listed(), at = listed.findIndex((t) => t.id === this.current);
    return listed[Math.max(0, Math.min(listed.length - 1, at + step))]?.id;
  }

  private listed(): TaskRow[] {
    const tasks = this.run?.tasks ?? [], asked = methodsOf(tasks);
    return tasks.filter((task) => matches(task, this.chosen, asked));
  }

  private draw(): void {
    const tasks = this.run?.tasks ?? [], listed = this.listed(), [from, to] = rowsAbout(listed.length, listed.findIndex((t) => t.id === this.current));
    draw(this.chooser, { results: tasks as Result[], filter: this.chosen }, this.choices);
    draw<readonly Result[], ResultsLook>(this.table, listed.slice(from, to), resultsTable().current(this.current).href((id) => hashOf('task', id)).name(readable).asked(methodsOf(tasks)));
    const cut = to - from < listed.length ? ` Rows ${from + 1} to ${to} are listed, ${listed.length - (to - from)} more: narrow the filter.` : '';
    this.count.textContent = `${listed.length} of ${tasks.length} tasks.${cut} Filled: solved; the bar is how sure the method is. Keys: j and k move, ? lists all.`;
  }
}
