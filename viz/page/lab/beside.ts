import { orderParameter } from '../../../src/index.ts';
import { phasesDrawn } from '../../charts/phaseCircle.ts';
import { h } from '../dom.ts';
import { Dial, MOST } from './dial.ts';
import { Gauge } from './gauge.ts';
import type { Machine } from './machine.ts';
import { phaseWords } from './phase.ts';
import { Plot } from './plot.ts';
import { showFrequencies, showOrder } from './readings.ts';
import type { Scene } from './scene.ts';
import { showTheory, Visits } from './theory.ts';

/** Milliseconds between two drawings of dial, order parameter, frequencies, theory and gauge. */
const BESIDE = [100, 150, 200, 250, 300];
/** Points of width for a course: what is left beside the field, or under it. */
const room = (): number => Math.max(280, Math.min(600, innerWidth > 1000 ? innerWidth - 656 : innerWidth - 104));
/** Sites up to which each has a place in the plot of frequencies. */
const PLOTTED = 2048;

/** What stands beside the picture of the field and is measured on it: the phase circle, the courses, the theory, and the gauge. */
export class Beside {
  readonly gauge = new Gauge();
  readonly dials: HTMLElement;
  readonly courses: HTMLElement;
  readonly visits = new Visits();
  private readonly dial = new Dial();
  private readonly about = h('p', { class: 'caption' });
  private readonly course = new Plot(room(), 170);
  private readonly pitches = new Plot(room(), 160);
  private readonly curve = new Plot(room(), 170);
  private lately = BESIDE.map(() => 0);

  constructor(private readonly moment: (machine: Machine) => void) {
    this.dials = h('div', { class: 'dials' }, this.dial.canvas, this.about);
    this.courses = h('div', { class: 'courses' }, this.course.canvas, this.curve.canvas, this.pitches.canvas);
  }

  /** Shows and hides what suits the scene. */
  dress(scene: Scene): void {
    this.about.textContent = `${phasesDrawn(scene.ground.sites, MOST)}. The arrow is the order parameter, the mean of all of them: its length is r, 1 in full synchrony. ${phaseWords(scene.model)}`.trim();
    this.pitches.canvas.hidden = !turning(scene);
    this.curve.canvas.hidden = !scene.pure || !scene.preset.theory;
    const alone = this.pitches.canvas.hidden && this.curve.canvas.hidden;
    (alone ? this.courses : this.gauge.element).after(this.dials); // both columns about equally long
  }

  /** A launch of so many steps took so many milliseconds. */
  ran(machine: Machine, steps: number, milliseconds: number): void {
    const { scene, past } = machine, { theory } = scene.preset;
    this.gauge.ran(machine.sites * steps, milliseconds);
    if (theory) this.visits.see(scene.situation.knobs[theory.knob], past[past.length - 1].r, steps * scene.field.dt);
  }

  /** One of them, the one that waited longest, so that slow frames starve none; or all at once. */
  show(machine: Machine, stepsAFrame: number, all: boolean): void {
    const { scene } = machine, { theory } = scene.preset, { knobs } = scene.situation, now = performance.now();
    const parts = [
      () => this.dial.show(machine.phases(), order(machine)),
      () => showOrder(this.course, machine.past, { watch: scene.watch?.text, ...(scene.pure && theory && { theory: { value: theory.of(knobs), text: theory.text } }) }),
      () => { if (turning(scene)) showFrequencies(this.pitches, machine.turning.mean().frequency, machine.phases()); },
      () => { if (scene.pure && theory) showTheory(this.curve, theory, scene.knobs, knobs, this.visits); },
      () => { this.gauge.show(machine, order(machine).r, stepsAFrame, turning(scene)); this.moment(machine); },
    ];
    if (all) return parts.forEach((part) => part());
    const late = this.lately.map((at, k) => (now - at) / BESIDE[k]), due = late.indexOf(Math.max(...late));
    if (late[due] < 1) return;
    parts[due]();
    this.lately[due] = now;
  }
}

/** Whether each site has a frequency worth a plot. */
const turning = ({ model, ground, preset, situation }: Scene): boolean => !(preset.unison && situation.written === undefined) && model.state[model.variables[0]] === 'phase' && ground.sites <= PLOTTED;

function order(machine: Machine): { r: number; psi: number } {
  const now = machine.past[machine.past.length - 1];
  return now.time === machine.time ? now : orderParameter(machine.phases());
}
