import { absent, prepareBackend, BACKENDS, orderParameter, type BackendName } from '../../../src/index.ts';
import { frequencyClusters } from '../../charts/frequencies.ts';
import { figure, h } from '../dom.ts';
import { Dial } from '../lab/dial.ts';
import { equations, withRates } from '../lab/equations.ts';
import { Choir } from '../lab/listen.ts';
import { Machine } from '../lab/machine.ts';
import { PRESETS, type Preset, type Values } from '../lab/presets.ts';
import { Plot } from '../lab/plot.ts';
import { showFrequencies, showOrder } from '../lab/readings.ts';
import { Screen } from '../lab/screen.ts';
import { hashOf, placeOf } from '../place.ts';

/** The situations, one of them current. */
function presetsBar(current: string): HTMLElement {
  const all = [...PRESETS.map(({ id, title }) => ({ id, title })), { id: 'sudoku', title: 'A Sudoku settles' }];
  return h('nav', { class: 'presets', 'aria-label': 'situations' }, ...all.map(({ id, title }) => h('a', { href: hashOf('laboratory', '', { preset: id }), 'aria-current': id === current ? 'true' : null }, title)), h('a', { href: '#/task' }, 'A grid task settles'));
}

/** Tones of the choir; milliseconds between two drawings of dial, order parameter, frequencies and gauge. */
const VOICES = 12, BESIDE = [100, 150, 200, 300];

/** The live laboratory: one preset after another, knobs, pokes, back ends, equations to rewrite, and the whole state in the address. */
export async function laboratory(root: HTMLElement, options: URLSearchParams): Promise<() => void> {
  if (options.get('preset') === 'sudoku') return (await import('./sudoku.ts')).sudokuBench(root, options, presetsBar('sudoku'));
  await prepareBackend('webgpu'); // so that the list of backends knows
  const bench = new Bench(root, options);
  await bench.open();
  return () => bench.close();
}

class Bench {
  private preset: Preset;
  private knobs: Values;
  private seed: number;
  private backend: string;
  private rates: Record<string, string> = {};
  private machine!: Machine;
  private playing: boolean;
  private alive = true;
  private choir: Choir | undefined;
  private readonly mask: Float32Array | undefined;
  private readonly perSecond = { steps: 0, frames: 0 };
  private readonly screen: Screen;
  private readonly dial = new Dial();
  private lately = [0, 0, 0, 0];
  private readonly course = new Plot(600, 170);
  private readonly pitches = new Plot(600, 160);
  private readonly turning: boolean;
  private readonly gauge = h('p', { class: 'gauge', 'aria-live': 'off' });
  private readonly trouble = h('p', { class: 'fault', role: 'alert', hidden: true });
  private readonly side = h('div', { class: 'side' });
  private readonly play = h('button', { class: 'play', title: 'play or pause (space)', onclick: () => { this.playing = !this.playing; this.label(); } });
  private readonly past = h('input', { type: 'range', min: 0, max: 0, value: 0, 'aria-label': 'go back in time', oninput: () => this.goBack() });
  private readonly speed = h('input', { type: 'range', min: 0, max: 4, step: 1, value: 2, 'aria-label': 'speed' });
  private readonly warm: number;

  constructor(private readonly root: HTMLElement, options: URLSearchParams) {
    this.preset = PRESETS.find((p) => p.id === options.get('preset')) ?? PRESETS[0];
    this.knobs = Object.fromEntries(this.preset.knobs.map((k) => {
      const given = Number(options.get(k.name) ?? NaN);
      return [k.name, Number.isFinite(given) ? Math.max(k.from, Math.min(k.to, given)) : k.value];
    }));
    this.mask = this.preset.mask?.();
    this.turning = this.preset.model.state.theta === 'phase' && this.preset.rows * this.preset.columns <= 2048;
    this.seed = Math.max(0, Math.floor(Number(options.get('seed') ?? 1))) || 1;
    this.backend = BACKENDS.includes(options.get('backend') as BackendName) ? options.get('backend')! : 'auto';
    for (const v of this.preset.model.variables) if (options.has(`rate.${v}`)) this.rates[v] = options.get(`rate.${v}`)!;
    this.warm = options.has('still') ? Math.min(4000, Math.max(1, Number(options.get('frames') ?? 150))) : 0;
    this.playing = this.warm === 0;
    this.screen = new Screen({ ...this.preset, domain: typeof this.preset.show === 'object' ? this.preset.show.domain : undefined }, (site) => this.poke(site));
  }

  async open(): Promise<void> {
    this.layout();
    this.rebuild();
    for (let k = 0; k < this.warm && this.alive; k++) {
      await this.advance();
      if (this.preset.as === 'ring') this.screen.show(this.machine.steps, this.machine.phases());
    }
    this.show();
    void this.loop();
  }

  close(): void {
    this.alive = false;
    this.choir?.hush();
  }

  private layout(): void {
    const { preset } = this, presets = presetsBar(preset.id);
    const listen: HTMLButtonElement = h('button', { class: 'quiet', 'aria-pressed': 'false', title: 'twelve oscillators as tones', onclick: () => {
      if (this.choir) { this.choir.hush(); this.choir = undefined; } else this.choir = new Choir(VOICES);
      listen.setAttribute('aria-pressed', String(this.choir !== undefined));
    } }, 'listen');
    const stage = h('section', { class: 'figure stage' },
      h('header', {}, h('h2', {}, preset.title), h('p', { class: 'caption' }, preset.teaches)),
      h('div', { class: 'body' },
        h('div', {}, this.screen.element, h('div', { class: 'transport' }, this.play,
          h('button', { class: 'quiet', title: 'one launch', onclick: () => void this.advance().then(() => this.show()) }, 'step'),
          h('button', { class: 'quiet', onclick: () => { this.rebuild(); this.show(); } }, 'restart'),
          h('button', { class: 'quiet', onclick: () => { this.seed += 1; this.share(); this.rebuild(); this.show(); } }, 'another seed'), listen),
        h('label', { class: 'past' }, h('span', {}, 'back in time'), this.past)),
        this.side));
    this.side.append(h('p', { class: 'caption tries' }, preset.tries), this.sliders(), this.backends(), this.gauge, h('div', { class: 'dials' }, this.dial.canvas, h('p', { class: 'caption' }, 'Every phase on its circle. The arrow is the order parameter, the mean of all of them: its length is r, 1 in full synchrony.')));
    this.side.append(h('div', { class: 'courses' }, this.course.canvas, this.turning && this.pitches.canvas));
    this.root.append(h('header', { class: 'title' }, h('h1', {}, 'Laboratory'), presets), this.trouble, stage, this.writing());
    this.label();
  }

  private sliders(): HTMLElement {
    return h('div', { class: 'knobs' }, ...this.preset.knobs.map((k) => {
      const out = h('output', {}, this.knobs[k.name].toFixed(3));
      const input: HTMLInputElement = h('input', { type: 'range', min: k.from, max: k.to, step: k.step, value: this.knobs[k.name], 'aria-label': k.about, oninput: () => {
        this.knobs = { ...this.knobs, [k.name]: Number(input.value) };
        out.textContent = Number(input.value).toFixed(3);
        this.machine.turn(this.knobs);
        this.share();
      } });
      return h('label', {}, h('i', {}, k.symbol), h('span', {}, k.about), input, out);
    }), h('label', {}, h('i', {}, '▸'), h('span', {}, 'speed'), this.speed, h('output', {}, '')));
  }

  private backends(): HTMLElement {
    const select: HTMLSelectElement = h('select', { 'aria-label': 'backend', onchange: () => { this.backend = select.value; this.share(); this.rebuild(); this.show(); } }, ...BACKENDS.map((name) => {
      const missing = name === 'auto' ? undefined : absent(name);
      return h('option', { value: name, disabled: missing !== undefined, selected: name === this.backend }, missing === undefined ? name : `${name} (${missing})`);
    }));
    return h('label', { class: 'backend' }, h('span', {}, 'computed by'), select);
  }

  private writing(): HTMLElement {
    const { model } = this.preset, shown = h('div', {}), said = h('p', { class: 'said', 'aria-live': 'polite' });
    const inputs = model.variables.map((v) => {
      const area: HTMLTextAreaElement = h('textarea', { rows: 2, spellcheck: 'false', 'aria-label': `rate of ${v}`, oninput: () => { this.rates = { ...this.rates, [v]: area.value }; attempt(); } }, this.rates[v] ?? model.text.rate[v]);
      return h('label', { class: 'rate' }, h('span', {}, `d ${v} / dt =`), area);
    });
    const attempt = () => {
      try {
        shown.replaceChildren(equations(withRates(model, this.rates)));
        said.textContent = '';
        this.rebuild();
        this.share();
        this.show();
      } catch (error) {
        said.textContent = (error as Error).message;
      }
    };
    try {
      shown.replaceChildren(equations(withRates(model, this.rates)));
    } catch (error) {
      said.textContent = (error as Error).message;
      this.rates = {};
    }
    return figure('Equations', 'Write another rate: it is checked as you type, compiled for the backend and run at once. S and C are what the neighbours radiate.', shown, ...inputs, said);
  }

  private rebuild(): void {
    this.trouble.hidden = true;
    try {
      this.machine = new Machine(this.preset, withRates(this.preset.model, this.rates), this.knobs, this.seed, this.backend);
    } catch (error) {
      this.complain((error as Error).message);
    }
    this.screen.clear();
  }

  private complain(text: string): void {
    this.playing = false;
    this.label();
    this.trouble.textContent = text;
    this.trouble.hidden = false;
  }

  private label(): void {
    this.play.textContent = this.playing ? 'Pause' : 'Play';
  }

  private stepsAFrame(): number {
    return Math.max(1, Math.round(this.preset.steps * [0.34, 0.67, 1, 2, 4][Number(this.speed.value)]));
  }

  private async advance(): Promise<void> {
    const { machine } = this, steps = this.stepsAFrame(), begun = performance.now();
    try {
      await machine.step(steps);
    } catch (error) {
      return this.complain(`${machine.ran().backend} could not run this field (${(error as Error).message.split('\n')[0].replace(/\.$/, '')}). Choose another backend.`);
    }
    const seconds = (performance.now() - begun) / 1e3;
    this.perSecond.steps += 0.1 * ((machine.sites * steps) / Math.max(1e-4, seconds) - this.perSecond.steps);
    if (!machine.sound()) this.complain(`At t = ${machine.time.toFixed(1)} the field left the finite numbers. Go back in time, weaken the coupling, or restart.`);
  }

  /** One launch a frame. What it starts from is drawn while it computes. */
  private async loop(): Promise<void> {
    let last = performance.now();
    while (this.alive) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      if (!this.playing) { last = performance.now(); continue; }
      const launch = this.advance();
      this.show();
      await launch;
      const now = performance.now();
      this.perSecond.frames += 0.1 * (1e3 / Math.max(1, now - last) - this.perSecond.frames);
      last = now;
    }
  }

  /** The map in every frame; what stands beside it ten times a second and one after the other, or all at once. */
  private show(): void {
    const { machine, preset: { show, as } } = this, now = performance.now();
    if (typeof show === 'object') this.screen.show(machine.steps, machine.state[show.value]);
    else this.screen.show(machine.steps, machine.phases(), as === 'map' && show === 'plane' ? machine.amplitudes() : this.mask);
    const parts = [() => this.dial.show(machine.phases(), this.order()), () => showOrder(this.course, machine.past, this.preset.theory?.(this.knobs)), () => { if (this.turning) showFrequencies(this.pitches, machine.frequency, machine.phases()); }, () => this.report()];
    if (!this.playing) parts.forEach((part) => part());
    else {
      const late = this.lately.map((at, k) => (now - at) / BESIDE[k]), due = late.indexOf(Math.max(...late)); // the one that waited longest, so that slow frames starve none
      if (late[due] >= 1) { parts[due](); this.lately[due] = now; }
    }
    this.root.dataset.time = machine.time.toFixed(2);
    this.root.dataset.steps = String(machine.steps);
    if (this.choir && machine.rate[machine.model.variables[0]]) {
      const every = Math.floor(machine.sites / VOICES), rate = machine.rate[machine.model.variables[0]], amplitude = machine.amplitudes();
      this.choir.sing(Array.from({ length: VOICES }, (_, k) => rate[k * every]), amplitude && Array.from({ length: VOICES }, (_, k) => amplitude[k * every]));
    }
  }

  private order(): { r: number; psi: number } {
    const { machine } = this, now = machine.past[machine.past.length - 1];
    return now.time === machine.time ? now : orderParameter(machine.phases());
  }

  private report(): void {
    const { machine, preset } = this, ran = machine.ran();
    if (this.playing) Object.assign(this.past, { max: String(machine.past.length - 1), value: String(machine.past.length - 1) });
    const turns = preset.id === 'twisted' ? `, ${windings(machine.phases())} turns in the ring` : this.turning ? `, largest cluster of one frequency: ${Math.max(0, ...frequencyClusters(machine.frequency, 0.01).map((c) => c.count))} of ${machine.sites}` : '';
    this.gauge.replaceChildren(h('b', {}, ran.backend), ` ${ran.executor} · ${(this.perSecond.steps / 1e6).toFixed(1)} million oscillator steps/s · ${this.perSecond.frames.toFixed(0)} frames/s, ${this.stepsAFrame()} steps a frame · t = ${machine.time.toFixed(1)} · r = ${this.order().r.toFixed(2)}${turns}`, ...ran.warnings.map((w) => h('span', { class: 'warning' }, w.split('\n')[0])));
    this.root.dataset.frames = this.perSecond.frames.toFixed(1);
  }

  private goBack(): void {
    const at = Number(this.past.value), keep = this.past.max;
    this.playing = false;
    this.label();
    this.machine.seek(at);
    this.show();
    Object.assign(this.past, { max: keep, value: String(at) });
  }

  private poke(site: number): void {
    const { columns, as } = this.preset;
    this.machine.poke(site, as === 'ring' ? Math.round(columns / 24) : Math.max(1, Math.round(columns / 32)));
    if (!this.playing) this.show();
  }

  /** The whole state into the address, without a new visit. */
  private share(): void {
    const place = placeOf(location.hash);
    if (place.view !== 'laboratory' && place.view !== '') return;
    const rates = Object.fromEntries(Object.entries(this.rates).map(([v, text]) => [`rate.${v}`, text]));
    history.replaceState(null, '', hashOf('laboratory', '', { preset: this.preset.id, ...Object.fromEntries(Object.entries(this.knobs).map(([k, v]) => [k, String(v)])), seed: String(this.seed), backend: this.backend, ...rates }));
  }
}

/** Whole turns of the phase once around a ring. */
export function windings(theta: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < theta.length; i++) { const d = theta[(i + 1) % theta.length] - theta[i]; sum += Math.atan2(Math.sin(d), Math.cos(d)); }
  return Math.round(sum / (2 * Math.PI));
}
