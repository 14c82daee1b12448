import type { RunSummary } from '../../shapes.ts';
import { h } from '../dom.ts';

/** Whether every word of the search is somewhere in what is known about a run. */
export function fits({ name, about, state, answers, recorded }: RunSummary, search: string): boolean {
  const known = `${name} ${about} ${state} ${answers ? 'answers' : ''} ${recorded ? 'recorded' : ''}`.toLowerCase();
  return search.toLowerCase().split(/\s+/).every((word) => known.includes(word));
}

/** All runs with a search; those that recorded a motion can be ticked, those that answered tasks open in the task view. */
export class RunList {
  readonly element = h('aside', { class: 'runs', 'aria-label': 'runs' });
  private readonly rows = h('ul', {});
  private readonly search = h('input', { type: 'search', placeholder: 'search runs  ( / )', 'aria-label': 'search runs', oninput: () => this.draw() });
  private readonly count = h('p', { class: 'caption' });

  constructor(private readonly runs: readonly RunSummary[], private chosen: readonly string[], private readonly choose: (names: string[]) => void) {
    this.element.append(this.search, this.rows, this.count);
    this.draw();
  }

  private draw(): void {
    const listed = this.runs.filter((run) => fits(run, this.search.value));
    this.rows.replaceChildren(...listed.map((run) => {
      const box: HTMLInputElement = h('input', { type: 'checkbox', checked: this.chosen.includes(run.name), disabled: !run.recorded, onchange: () => {
        this.chosen = box.checked ? [...this.chosen, run.name] : this.chosen.filter((n) => n !== run.name);
        this.choose([...this.chosen]);
      } });
      return h('li', { class: run.state }, h('label', { title: run.fault ?? (run.recorded ? 'tick to see its motion' : 'this run recorded no motion') }, box, h('b', {}, run.about || run.name), h('small', {}, `${run.started.slice(0, 16).replace('T', ' ')} · ${run.fault ? 'run.json is broken' : run.state}`)),
        run.answers && h('a', { href: `?run=${encodeURIComponent(run.name)}#/task` }, 'its tasks'));
    }));
    this.count.textContent = `${listed.length} of ${this.runs.length} runs`;
  }
}
