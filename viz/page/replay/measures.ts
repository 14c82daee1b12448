import { draw } from '../../charts/chart.ts';
import { course, type Course } from '../../charts/course.ts';
import { h, svg } from '../dom.ts';
import type { Recording } from './recording.ts';
import type { Measure } from './seen.ts';

/** Measures that are drawn at once: a solid line and a dashed one. */
const LINES = 2;

/** Measures of a recording over time, two at once, chosen by a person where there are more. */
export class Measures {
  private readonly choice = h('div', { class: 'chips measures', role: 'group', 'aria-label': 'measures over time' });
  private readonly plot = svg();
  private readonly gaps = h('p', { class: 'caption gaps', hidden: true });
  readonly element = h('div', { class: 'told' }, this.choice, h('div', { class: 'courses' }, this.plot), this.gaps);
  private readonly chart;
  private recording: Recording | undefined;
  private shown: Measure[] = [];
  private lines: Course = { time: [], lines: [] };
  private copy = 0;
  private t = 0;

  constructor(size: [number, number], seek: (t: number) => void) {
    this.chart = course().size(size).seek(seek);
  }

  open(recording: Recording): void {
    this.recording = recording;
    this.shown = recording.measures.slice(0, LINES);
    this.offer(recording.measures);
  }

  /** Whether lines are drawn already. */
  get drawn(): boolean {
    return this.lines.time.length > 0;
  }

  /** The line of the present at a time; where the run rests or ends is marked. */
  show(t: number): void {
    this.t = t;
    if (!this.recording) return;
    const { span: [from, to], outcome } = this.recording, rest = outcome?.restSince;
    const marks = typeof rest === 'number' ? [{ time: rest, text: outcome!.status }] : outcome?.status === 'diverged' ? [{ time: outcome.time, text: 'diverged' }] : [];
    draw(this.plot, { ...this.lines, now: Math.max(from, Math.min(to, t)), marks: t > to + 1e-9 ? [{ time: to, text: `ends at t = ${to.toPrecision(3)}` }] : marks }, this.chart);
  }

  /** Reads and draws them for one copy: a few chunks of each. */
  async read(copy: number): Promise<void> {
    const { recording, shown } = this;
    this.copy = copy;
    if (!recording) return;
    const series = await Promise.all(shown.map(({ id }) => recording.series(id, copy)));
    if (shown !== this.shown) return;
    const pieces = shown[0] && recording.piecesOf(shown[0].id);
    this.gaps.hidden = !pieces || pieces.read === pieces.of;
    if (pieces) this.gaps.textContent = `A long recording: ${pieces.read} of its ${pieces.of} pieces, spread evenly, are read for these curves. What lies between was not read and stays open.`;
    this.lines = { time: recording.timesOf(series[0]?.index ?? []), lines: series.map(({ values }, k) => ({
      ...shown[k], name: [shown[k].name, shown[k].unit].filter(Boolean).join(', '), values, colour: k === 0 ? 'var(--accent)' : 'var(--ink)', dash: k > 0,
      ...(shown[k].id === 'orderParameter' ? { domain: [0, 1] as [number, number] } : {}),
    })) };
    this.show(this.t);
  }

  private offer(all: readonly Measure[]): void {
    this.choice.hidden = all.length <= LINES;
    this.choice.replaceChildren(...all.map((m) => h('button', { class: 'quiet', 'aria-pressed': String(this.shown.some(({ id }) => id === m.id)), onclick: () => {
      const others = this.shown.filter(({ id }) => id !== m.id);
      this.shown = others.length < this.shown.length ? others : [...others.slice(1 - LINES), m];
      this.offer(all);
      void this.read(this.copy);
    } }, m.name)));
  }
}
