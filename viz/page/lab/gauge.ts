import { h } from '../dom.ts';
import type { Machine } from './machine.ts';
import { Pace } from './pace.ts';
import { windings } from './readings.ts';
import { TOGETHER } from './turning.ts';

const said = (speed: number): string => (speed >= 1e6 ? `${(speed / 1e6).toFixed(1)} million` : Math.round(speed).toLocaleString('en'));

/** What computes the field and how fast, and what is measured on it now. */
export class Gauge {
  readonly element = h('p', { class: 'gauge', 'aria-live': 'off' });
  private readonly steps = new Pace();
  private readonly shown = new Pace();

  /** A launch took so many milliseconds. */
  ran(siteSteps: number, milliseconds: number): void {
    this.steps.add(siteSteps, milliseconds);
  }

  /** A frame took so many milliseconds. */
  frame(milliseconds: number): void {
    this.shown.add(1, milliseconds);
  }

  /** Another field, or another backend: speeds are measured anew. */
  renew(): void {
    this.steps.forget();
    this.shown.forget();
  }

  get frames(): number {
    return this.shown.now;
  }

  show(machine: Machine, r: number, stepsAFrame: number, turning: boolean): void {
    const { backend, executor, warnings } = machine.ran(), { coupling } = machine.scene.situation, { frames } = this;
    const more = coupling.kind === 'ring' && coupling.links === 2 ? ` · ${windings(machine.phases())} turns in the ring` : turning ? ` · ${clusterWords(machine)}` : '';
    this.element.replaceChildren(h('b', { title: `how its kernels run: ${executor}` }, backend), ` · ${said(this.steps.now)} oscillator steps/s · ${frames > 0 ? `${frames.toFixed(0)} frames/s, ` : ''}${stepsAFrame} step${stepsAFrame > 1 ? 's' : ''} a frame`,
      h('span', { class: 'now' }, `t = ${machine.time.toFixed(1)} · r = ${r.toFixed(2)}${more}`), ...warnings.map((w) => h('span', { class: 'warning' }, w.split('\n')[0])));
  }
}

/** The most sites that turn as one, with what that means here. */
function clusterWords({ turning, sites }: Machine): string {
  const largest = turning.largest();
  return largest === undefined ? 'largest cluster of one frequency: watched' : `largest cluster of one frequency: ${largest.sites} of ${sites}, which drifted apart by at most ${TOGETHER} rad in the last ${largest.time.toFixed(0)} t`;
}
