import { frequencyClusters } from '../../charts/frequencies.ts';
import { h } from '../dom.ts';
import type { Machine } from './machine.ts';
import { windings } from './readings.ts';

/** What computes the field and how fast, and what is measured on it now. */
export class Gauge {
  readonly element = h('p', { class: 'gauge', 'aria-live': 'off' });
  frames = 0;
  private steps = 0;

  /** A launch took so many milliseconds. */
  ran(siteSteps: number, milliseconds: number): void {
    this.steps += 0.1 * ((1e3 * siteSteps) / Math.max(0.1, milliseconds) - this.steps);
  }

  /** A frame took so many milliseconds. */
  frame(milliseconds: number): void {
    this.frames += 0.1 * (1e3 / Math.max(1, milliseconds) - this.frames);
  }

  show(machine: Machine, r: number, stepsAFrame: number, turning: boolean): void {
    const { backend, executor, warnings } = machine.ran(), { coupling } = machine.scene.situation, speed = this.steps >= 1e6 ? `${(this.steps / 1e6).toFixed(1)} million` : Math.round(this.steps).toLocaleString('en');
    const more = coupling.kind === 'ring' && coupling.links === 2 ? ` · ${windings(machine.phases())} turns in the ring` : turning ? ` · largest cluster of one frequency: ${Math.max(0, ...frequencyClusters(machine.frequency, 0.01).map((c) => c.count))} of ${machine.sites}` : '';
    this.element.replaceChildren(h('b', { title: `how its kernels run: ${executor}` }, backend), ` · ${speed} oscillator steps/s · ${this.frames > 0 ? `${this.frames.toFixed(0)} frames/s, ` : ''}${stepsAFrame} step${stepsAFrame > 1 ? 's' : ''} a frame`,
      h('span', { class: 'now' }, `t = ${machine.time.toFixed(1)} · r = ${r.toFixed(2)}${more}`), ...warnings.map((w) => h('span', { class: 'warning' }, w.split('\n')[0])));
  }
}
