import type { RunSummary } from '../../shapes.ts';
import { h } from '../dom.ts';

/** Seconds without a write after which a run that is said to run may have been cut off. */
const SILENT = 60;

/** Whether every word of the search is somewhere in what is known about a run. */
export function fits({ name, about, state, answers, recorded }: RunSummary, search: string): boolean {
  const known = `${name} ${about} ${state} ${answers ? 'answers' : ''} ${recorded ? 'recorded' : ''}`.toLowerCase();
  return search.toLowerCase().split(/\s+/).every((word) => known.includes(word));
}

/** A run that says it is running and has written nothing for `quiet` seconds may have been killed: nobody else can say it. */
export function stateOf({ state, quiet }: Pick<RunSummary, 'state' | 'quiet'>): string {
  if (state !== 'running' || quiet < SILENT) return state;
  return `half-written: running, or cut off; silent for ${quiet < 5400 ? `${Math.round(quiet / 60)} min` : quiet < 172_800 ? `${Math.round(quiet / 3600)} h` : `${Math.round(quiet / 86_400)} days`}`;
}

/** All runs with a search; those that recorded a motion can be ticked, those that answered tasks open in the task view. */
export class RunList {
  readonly element = h('aside', { class: 'runs', 'aria-label': 'runs' });
  private readonly rows = h('ul', {});
  private readonly search = h('input', { type: 'search', placeholder: 'search runs  ( / )', 'aria-label': 'search runs', oninput: () => this.draw() });
  private readonly count = h('p', { class: 'caption' });

  constructor(private runs: readonly RunSummary[], private chosen: readonly string[], private readonly choose: (names: string[]) => void) {
    this.element.append(this.search, this.rows, this.count);
    this.draw();
  }

  /** What is known of the runs now. Nothing is drawn where nothing changed: a person may be pointing at it. */
  update(runs: readonly RunSummary[]): void {
    const same = JSON.stringify(runs) === JSON.stringify(this.runs);
    this.runs = runs;
    if (!same) this.draw();
  }

  private draw(): void {
    const listed = this.runs.filter((run) => fits(run, this.search.value));
    this.rows.replaceChildren(...listed.map((run) => {
      const box: HTMLInputElement = h('input', { type: 'checkbox', checked: this.chosen.includes(run.name), disabled: !run.recorded, onchange: () => {
        this.chosen = box.checked ? [...this.chosen, run.name] : this.chosen.filter((n) => n !== run.name);
        this.choose([...this.chosen]);
      } });
      return h('li', { class: run.state }, h('label', { title: run.fault ?? (run.recorded ? 'tick to see its motion' : run.state === 'running' ? 'nothing of its motion is written yet' : 'this run recorded no motion') }, box, h('b', {}, run.about || run.name), h('small', {}, `${run.started.slice(0, 16).replace('T', ' ')} · ${run.fault ? 'run.json is broken' : stateOf(run)}`)),
        run.answers && h('a', { href: `?run=${encodeURIComponent(run.name)}#/task` }, 'its tasks'));
    }));
    this.count.textContent = `${listed.length} of ${this.runs.length} runs`;
  }
}
