import { begin, type Run } from '../../../src/field/run.ts';
import { orderParameter, type Oscillator } from '../../../src/index.ts';
import { phaseIn } from './phase.ts';
import type { Arrays } from './preset.ts';
import type { Scene } from './scene.ts';
import { Turning } from './turning.ts';
import { Untouched } from './untouched.ts';

/** A moment that can be gone back to. */
export interface Moment { time: number; state: Arrays; r: number; psi: number; /** The number that the preset watches. */ watch: number | undefined }

/** Moments kept, and values they may hold together. */
const REMEMBERED = 240, HELD = 8e6;
/** Sites up to which it is seen how far each has turned, and otherwise of how many. */
const WATCHED = 2048, FEW = 12;
/** Below so many rates a launch the hand-over to threads costs more than the launch: 3 steps of 128² take under a millisecond on one. */
const THREADED_FROM = 250_000;

/** One field of the laboratory: runs launch by launch, takes knobs, pokes and other equations between launches, remembers where it was. */
export class Machine {
  time = 0;
  /** Steps taken since the start. */
  steps = 0;
  state: Arrays;
  rate: Arrays = {};
  /** How far the sites of `watched` have turned. */
  turning: Turning;
  /** All sites, or of a large field a few. */
  readonly watched: Int32Array;
  readonly past: Moment[] = [];
  private run: Run;
  private before?: Float64Array;
  /** What leads here from the start. */
  readonly untouched = new Untouched();
  private seen?: { state: Arrays; phases: Float32Array };
  /** Sites poked while a launch was under way: its result takes them too. */
  private waiting: [site: number, radius: number][] | undefined;

  /** Errors: those of the engine's `begin`. */
  constructor(public scene: Scene) {
    this.run = this.begin(scene, scene.start());
    this.state = this.run.start;
    const { sites } = scene.ground, every = sites > WATCHED ? Math.floor(sites / FEW) : 1;
    this.watched = Int32Array.from({ length: sites > WATCHED ? FEW : sites }, (_, k) => k * every);
    this.turning = new Turning(this.watched.length);
    this.remember();
  }

  private begin({ field, ground: { sites }, parameters, wiring, preset, situation }: Scene, state: Arrays): Run {
    const rates = sites * preset.steps * (field.integrator === 'rk4' ? 4 : 1);
    return begin(field, { sites, state, parameters, wiring, backend: situation.backend, seed: situation.seed, threads: rates >= THREADED_FROM });
  }

  get sites(): number {
    return this.scene.ground.sites;
  }

  get model(): Oscillator {
    return this.scene.model;
  }

  /** Whether the field can go on from where it is in another scene. */
  takes({ ground, model, situation }: Scene): boolean {
    const now = this.scene;
    return ground.rows === now.ground.rows && ground.columns === now.ground.columns && situation.seed === now.situation.seed && model.variables.join() === this.model.variables.join();
  }

  /** Goes on from where it is with other parameters, links, equations or another backend. Errors: those of `begin`; then nothing changed. */
  adopt(scene: Scene): void {
    if (scene.structure === this.scene.structure) this.run.change({ parameters: scene.parameters });
    else this.run = this.begin(scene, Object.fromEntries(Object.entries(this.state).map(([v, a]) => [v, a.slice(0, this.sites)])));
    const other = scene.structure !== this.scene.structure || JSON.stringify(scene.situation.knobs) !== JSON.stringify(this.scene.situation.knobs);
    this.scene = scene;
    if (!other) return;
    this.untouched.changed();
    this.turning.changed();
  }

  /** One launch. The noise is the engine's own: it depends on the seed, the site and the number of the step. */
  async step(steps = this.scene.preset.steps): Promise<void> {
    this.waiting = [];
    const { run } = this, { dt } = this.scene.field, before = this.read(this.state), { state, rate } = await run.advance(this.state, steps, this.time);
    this.state = Object.fromEntries(Object.entries(state).map(([v, a]) => [v, a.slice()]));
    const poked = this.waiting;
    this.waiting = undefined;
    const after = this.read(this.state), speed = this.speeds(rate), about = speed?.map((now, k) => ((now + (this.before?.[k] ?? now)) / 2) * steps * dt);
    this.before = speed;
    this.turning.add(this.time + steps * dt, before, after, about);
    for (const [site, radius] of poked) this.poke(site, radius);
    this.untouched.launched(steps);
    this.rate = rate;
    this.steps += steps;
    this.time += steps * dt;
    this.remember();
  }

  poke(site: number, radius: number): void {
    const { rows, columns } = this.scene.ground, r0 = Math.floor(site / columns), c0 = site % columns;
    this.seen = undefined;
    this.untouched.touched();
    this.turning.changed();
    this.waiting?.push([site, radius]);
    for (let r = Math.max(0, r0 - radius); r <= Math.min(rows - 1, r0 + radius); r++) for (let c = Math.max(0, c0 - radius); c <= Math.min(columns - 1, c0 + radius); c++)
      if ((r - r0) ** 2 + (c - c0) ** 2 <= radius * radius) this.scene.poke(this.state, r * columns + c);
  }

  /** Goes back to a remembered moment; what came after it is forgotten when the field moves on. */
  seek(index: number): void {
    const moment = this.past[index];
    if (!moment) return;
    this.untouched.back(moment.time, this.scene.field.dt);
    this.time = moment.time;
    this.turning = new Turning(this.watched.length, this.time);
    this.before = undefined;
    this.state = Object.fromEntries(Object.entries(moment.state).map(([v, a]) => [v, a.slice()]));
  }

  /** The phase of every site now; taken once a state, because an arctangent a site costs more than a step of the field. */
  phases(): Float32Array {
    if (this.seen?.state === this.state) return this.seen.phases;
    const phases = this.angles();
    this.seen = { state: this.state, phases };
    return phases;
  }

  private angles(): Float32Array {
    const read = phaseIn(this.model);
    return 'plane' in read ? this.each(...read.plane, (x, y) => Math.atan2(y, x)) : this.state[read.variable].slice(0, this.sites);
  }

  /** The phases of the sites that are watched. */
  private read(state: Arrays): Float64Array {
    const read = phaseIn(this.model);
    if ('variable' in read) return Float64Array.from(this.watched, (i) => state[read.variable][i]);
    const [x, y] = read.plane.map((v) => state[v]);
    return Float64Array.from(this.watched, (i) => Math.atan2(y[i], x[i]));
  }

  /** How fast the watched sites turn now, in rad per unit of time: θ', or (x y' − y x')/(x² + y²) in a plane of the model's own; undefined where a phase is only read off. */
  speeds(rate = this.rate): Float64Array | undefined {
    const read = phaseIn(this.model);
    if ('variable' in read) return rate[read.variable] && Float64Array.from(this.watched, (i) => rate[read.variable][i]);
    if (!read.own) return undefined;
    const [x, y] = read.plane.map((v) => this.state[v]), [dx, dy] = read.plane.map((v) => rate[v]);
    return dx && dy && Float64Array.from(this.watched, (i) => (x[i] * dy[i] - y[i] * dx[i]) / (x[i] * x[i] + y[i] * y[i] || 1));
  }

  /** A plain loop: Float32Array.from would cost several times as much. */
  private each(x: string, y: string, f: (x: number, y: number) => number): Float32Array {
    const out = new Float32Array(this.sites), first = this.state[x], second = this.state[y];
    for (let i = 0; i < out.length; i++) out[i] = f(first[i], second[i]);
    return out;
  }

  /** Order parameter of all phases; in a plane the mean of z/|z|, which needs no angle. */
  private order(): { r: number; psi: number } {
    const [x, y] = this.model.planar ?? [];
    if (x === undefined || y === undefined) return orderParameter(this.phases());
    const re = this.state[x], im = this.state[y];
    let a = 0, b = 0;
    for (let i = 0; i < this.sites; i++) {
      const length = Math.sqrt(re[i] * re[i] + im[i] * im[i]) || 1;
      a += re[i] / length;
      b += im[i] / length;
    }
    return { r: Math.hypot(a, b) / this.sites, psi: Math.atan2(b, a) };
  }

  amplitudes(): Float32Array | undefined {
    const [x, y] = this.model.planar ?? [];
    return x === undefined || y === undefined ? undefined : this.each(x, y, (re, im) => Math.sqrt(re * re + im * im));
  }

  /** True while all numbers are finite. */
  sound(): boolean {
    const values = this.state[this.model.variables[0]];
    for (let i = 0; i < this.sites; i += 17) if (!Number.isFinite(values[i])) return false;
    return true;
  }

  ran(): { backend: string; executor: string; warnings: string[] } {
    return this.run.report();
  }

  private remember(): void {
    while (this.past.length > 0 && this.past[this.past.length - 1].time >= this.time && this.time > 0) this.past.pop();
    const { watch, ground } = this.scene;
    this.past.push({ time: this.time, state: this.state, ...this.order(), watch: watch?.of({ ground, state: this.state, phases: this.phases(), amplitudes: this.amplitudes() }) });
    if (this.past.length > Math.min(REMEMBERED, HELD / (this.sites * this.model.variables.length))) this.past.shift();
  }
}
