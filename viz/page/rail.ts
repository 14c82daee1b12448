import { h, readable } from './dom.ts';
import { hashOf } from './place.ts';
import type { RunData, TaskRow } from './store.ts';
import { draw } from '../charts/chart.ts';
import { fateOf, matches, resultsTable, type Filter, type Result, type ResultsLook } from '../charts/resultsTable.ts';

/** The list beside the page: every task of the run, who solved it, and filters. */
export class Rail {
  readonly element = h('aside', { class: 'rail' });
  private filter: Filter = { text: '', fate: 'all' };
  private readonly table = h('table', {});
  private readonly search = h('input', { type: 'search', placeholder: 'search tasks  ( / )', 'aria-label': 'search tasks', oninput: () => { this.filter = { ...this.filter, text: this.search.value }; this.draw(); } });
  private readonly chips = h('div', { class: 'chips', role: 'group', 'aria-label': 'who solved it' });
  private readonly count = h('p', { class: 'caption' });
  private run: RunData | undefined;
  private current = '';

  constructor() {
    this.element.append(this.search, this.chips, h('div', { class: 'rows' }, this.table), this.count);
  }

  show(run: RunData, current: string): void {
    this.run = run;
    const moved = this.current !== current;
    this.current = current;
    this.element.hidden = run.tasks.length === 0;
    this.draw();
    if (moved) this.table.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }

  focus(): void {
    this.search.focus();
  }

  /** The task before (−1) or after (1) the current one, among those listed. */
  neighbour(step: 1 | -1): string | undefined {
    const listed = this.listed(), at = listed.findIndex((t) => t.id === this.current);
    return listed[Math.max(0, Math.min(listed.length - 1, at + step))]?.id;
  }

  private listed(): TaskRow[] {
    return (this.run?.tasks ?? []).filter((task) => matches(task, this.filter));
  }

  private draw(): void {
    const tasks = this.run?.tasks ?? [], known = tasks.some((t) => fateOf(t) !== 'unknown');
    const fates = ['all', ...(known ? ['both', 'field', 'attention', 'neither'] as const : [])] as const;
    const names = { all: 'all', both: 'both', field: 'only field', attention: 'only net', neither: 'neither', unknown: '' };
    this.chips.replaceChildren(...fates.map((fate) => {
      const n = tasks.filter((t) => fate === 'all' || fateOf(t) === fate).length;
      return h('button', { 'aria-pressed': String(this.filter.fate === fate), onclick: () => { this.filter = { ...this.filter, fate }; this.draw(); } }, `${names[fate]} ${n}`);
    }));
    const listed = this.listed();
    draw<readonly Result[], ResultsLook>(this.table, listed, resultsTable().current(this.current).href((id) => hashOf('task', id)).name(readable));
    this.count.textContent = `${listed.length} of ${tasks.length} tasks. j and k move, ? lists the keys.`;
  }
}
