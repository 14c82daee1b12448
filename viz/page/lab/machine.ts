import { randomLcg, randomNormal } from 'd3';
import { begin, type Run } from '../../../src/field/run.ts';
import { defineField, orderParameter, type Oscillator } from '../../../src/index.ts';
import type { Preset, Values } from './presets.ts';

type Arrays = Record<string, Float32Array>;
/** A moment that can be gone back to. */
export interface Moment { time: number; state: Arrays; r: number; psi: number }

const REMEMBERED = 240;

/** One field of the laboratory: runs launch by launch, takes knobs, pokes and noise between launches, remembers where it was. */
export class Machine {
  time = 0;
  state: Arrays;
  rate: Arrays = {};
  /** Mean rate of the first variable over the last fifty or so launches: the frequency at which each site turns. */
  readonly frequency: Float32Array;
  readonly past: Moment[] = [];
  private readonly run: Run;
  private noise: () => number;
  private launches = 0;

  constructor(readonly preset: Preset, readonly model: Oscillator, private knobs: Values, readonly seed: number, backend: string) {
    const { rows, columns, dt, integrator } = preset, field = defineField({ model, carriers: preset.carriers(knobs), integrator, dt });
    this.run = begin(field, { sites: rows * columns, state: preset.start(seed), parameters: this.known(), wiring: preset.wiring?.() ?? {}, backend, threads: false });
    this.state = this.run.start;
    this.frequency = new Float32Array(rows * columns);
    this.noise = randomNormal.source(randomLcg(seed + 7))(0, 1);
    this.remember();
  }

  get sites(): number {
    return this.preset.rows * this.preset.columns;
  }

  /** Parameters of the preset that the (perhaps edited) model still has. */
  private known(): Record<string, number | Float32Array> {
    return Object.fromEntries(Object.entries(this.preset.parameters(this.knobs, this.seed)).filter(([name]) => Object.hasOwn(this.model.parameters, name)));
  }

  turn(knobs: Values): void {
    this.knobs = knobs;
    this.run.change({ parameters: this.known() });
  }

  /** One launch. Noise of strength D is added at its end: θ += √(2DΔt) ξ, the Euler-Maruyama step of a launch. */
  async step(steps = this.preset.steps): Promise<void> {
    const { state, rate } = await this.run.advance(this.state, steps, this.time);
    this.state = Object.fromEntries(Object.entries(state).map(([v, a]) => [v, Float32Array.from(a)]));
    this.rate = rate;
    this.time += steps * this.preset.dt;
    const now = rate[this.model.variables[0]], share = Math.max(0.02, 1 / ++this.launches);
    for (let i = 0; i < this.sites; i++) this.frequency[i] += share * (now[i] - this.frequency[i]);
    const D = this.knobs.noise ?? 0;
    if (D > 0 && this.state.theta) {
      const size = Math.sqrt(2 * D * steps * this.preset.dt);
      for (let i = 0; i < this.sites; i++) this.state.theta[i] += size * this.noise();
    }
    this.remember();
  }

  poke(site: number, radius: number): void {
    const { rows, columns } = this.preset, r0 = Math.floor(site / columns), c0 = site % columns;
    for (let r = Math.max(0, r0 - radius); r <= Math.min(rows - 1, r0 + radius); r++) for (let c = Math.max(0, c0 - radius); c <= Math.min(columns - 1, c0 + radius); c++)
      if ((r - r0) ** 2 + (c - c0) ** 2 <= radius * radius) this.preset.poke(this.state, r * columns + c);
  }

  /** Goes back to a remembered moment; what came after it is forgotten when the field moves on. */
  seek(index: number): void {
    const moment = this.past[index];
    if (!moment) return;
    this.time = moment.time;
    this.state = Object.fromEntries(Object.entries(moment.state).map(([v, a]) => [v, a.slice()]));
  }

  phases(): Float32Array {
    const { sites } = this, [x, y] = this.model.planar ?? [];
    if (x !== undefined && y !== undefined) return Float32Array.from({ length: sites }, (_, i) => Math.atan2(this.state[y][i], this.state[x][i]));
    const { theta } = this.state, [a, b] = this.model.variables;
    if (theta || b === undefined) return (theta ?? this.state[a]).subarray(0, sites);
    return Float32Array.from({ length: sites }, (_, i) => Math.atan2(this.state[b][i], this.state[a][i])); // the angle in the plane of the first two variables
  }

  amplitudes(): Float32Array | undefined {
    const [x, y] = this.model.planar ?? [];
    return x === undefined || y === undefined ? undefined : Float32Array.from({ length: this.sites }, (_, i) => Math.hypot(this.state[x][i], this.state[y][i]));
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
    this.past.push({ time: this.time, state: this.state, ...orderParameter(this.phases()) });
    if (this.past.length > REMEMBERED) this.past.shift();
  }
}
