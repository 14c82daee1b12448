import { absent, prepareBackend, BACKENDS, orderParameter, type BackendName } from '../../../src/index.ts';
import { draw } from '../../charts/chart.ts';
import { course } from '../../charts/course.ts';
import { frequencies, frequencyClusters } from '../../charts/frequencies.ts';
import { phaseCircle } from '../../charts/phaseCircle.ts';
import { phaseMap, siteUnder } from '../../charts/phaseMap.ts';
import { raster } from '../../charts/raster.ts';
import { figure, h, svg } from '../dom.ts';
import { equations, withRates } from '../lab/equations.ts';
import { Choir } from '../lab/listen.ts';
import { Machine } from '../lab/machine.ts';
import { PRESETS, type Preset, type Values } from '../lab/presets.ts';
import { hashOf, placeOf } from '../place.ts';

/** The situations, one of them current. */
function presetsBar(current: string): HTMLElement {
  const all = [...PRESETS.map(({ id, title }) => ({ id, title })), { id: 'sudoku', title: 'A Sudoku settles' }];
  return h('nav', { class: 'presets', 'aria-label': 'situations' }, ...all.map(({ id, title }) => h('a', { href: hashOf('laboratory', '', { preset: id }), 'aria-current': id === current ? 'true' : null }, title)), h('a', { href: '#/task' }, 'A grid task settles'));
}

const VOICES = 12, RASTER = 240;

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
  private lines: Float32Array[] = [];
  private shown = 0;
  private readonly mask: Float32Array | undefined;
  private readonly perSecond = { steps: 0, frames: 0 };
  private readonly map = h('canvas', { class: 'field', tabindex: 0, role: 'img', 'aria-label': 'the live field; drag to poke it' });
  private readonly circle = svg();
  private readonly plot = svg();
  private readonly pitches = svg();
  private readonly turning: boolean;
  private readonly gauge = h('p', { class: 'gauge', 'aria-live': 'off' });
  private readonly trouble = h('p', { class: 'fault', role: 'alert', hidden: true });
  private readonly side = h('div', { class: 'side' });
  private readonly play = h('button', { class: 'play', title: 'play or pause (space)', onclick: () => { this.playing = !this.playing; this.label(); } });
  private readonly past = h('input', { type: 'range', min: 0, max: 0, value: 0, 'aria-label': 'go back in time', oninput: () => this.goBack() });
  private readonly speed = h('input', { type: 'range', min: 0, max: 4, step: 1, value: 2, 'aria-label': 'speed' });
  private readonly phaseChart; private readonly circleChart = phaseCircle().size(200).most(280); private readonly pitchChart = frequencies().size([600, 150]); private readonly courseChart = course().size([600, 180]); private readonly rasterChart = raster().size([512, 512]).moments(RASTER);
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
    this.phaseChart = phaseMap().size([512, 512]).zoom(true).by(typeof this.preset.show === 'object' ? 'value' : 'phase').domain(typeof this.preset.show === 'object' ? this.preset.show.domain : [0, 1]);
  }

  async open(): Promise<void> {
    this.layout();
    this.rebuild();
    for (let k = 0; k < this.warm && this.alive; k++) await this.advance();
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
        h('div', {}, this.map, h('div', { class: 'transport' }, this.play,
          h('button', { class: 'quiet', title: 'one launch', onclick: () => void this.advance().then(() => this.show()) }, 'step'),
          h('button', { class: 'quiet', onclick: () => { this.rebuild(); this.show(); } }, 'restart'),
          h('button', { class: 'quiet', onclick: () => { this.seed += 1; this.share(); this.rebuild(); this.show(); } }, 'another seed'), listen),
        h('label', { class: 'past' }, h('span', {}, 'back in time'), this.past)),
        this.side));
    this.side.append(h('p', { class: 'caption tries' }, preset.tries), this.sliders(), this.backends(), this.gauge, h('div', { class: 'dials' }, this.circle, h('p', { class: 'caption' }, 'Every phase on its circle. The arrow is the order parameter, the mean of all of them: its length is r, 1 in full synchrony.')));
    this.side.append(h('div', { class: 'courses' }, this.plot, this.turning && this.pitches));
    this.root.append(h('header', { class: 'title' }, h('h1', {}, 'Laboratory'), presets), this.trouble, stage, this.writing());
    this.map.addEventListener('pointerdown', (event) => { this.map.setPointerCapture(event.pointerId); this.poke(event); });
    this.map.addEventListener('pointermove', (event) => { if (event.buttons & 1) this.poke(event); });
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
    this.lines = [];
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
    if (this.preset.as === 'ring') this.lines.push(machine.phases().slice());
    if (this.lines.length > RASTER) this.lines.shift();
  }

  private async loop(): Promise<void> {
    let last = performance.now();
    while (this.alive) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      if (!this.playing) { last = performance.now(); continue; }
      await this.advance();
      const now = performance.now();
      this.perSecond.frames += 0.1 * (1e3 / Math.max(1, now - last) - this.perSecond.frames);
      last = now;
      if (this.alive) this.show();
    }
  }

  private show(): void {
    const { machine, preset } = this, { rows, columns } = preset, theta = machine.phases(), { show } = preset;
    if (preset.as === 'ring') draw(this.map, { rows: this.lines.length > 0 ? this.lines : [theta] }, this.rasterChart);
    else draw(this.map, { rows, columns, theta: typeof show === 'object' ? machine.state[show.value] : theta, amplitude: show === 'plane' ? machine.amplitudes() : this.mask }, this.phaseChart);
    const now = machine.past[machine.past.length - 1], tick = this.playing ? ++this.shown : 0; // charts in SVG cost more than the field: not every frame
    if (tick % 3 === 0) draw(this.circle, theta, this.circleChart.mean(now.time === machine.time ? now : null));
    const theory = preset.theory?.(this.knobs);
    if (tick % 6 === 0) draw(this.plot, { time: machine.past.map((m) => m.time), lines: [{ name: 'order parameter', symbol: 'r', values: machine.past.map((m) => m.r), colour: 'var(--accent)', domain: [0, 1] }], levels: theory ? [theory] : [] }, this.courseChart);
    if (this.turning && tick % 6 === 3 || tick === 0 && this.turning) draw(this.pitches, { frequency: machine.frequency, theta }, this.pitchChart);
    const ran = machine.ran(), turns = tick % 6 !== 0 ? '' : preset.id === 'twisted' ? `, ${windings(theta)} turns in the ring` : this.turning ? `, largest cluster of one frequency: ${Math.max(0, ...frequencyClusters(machine.frequency, 0.01).map((c) => c.count))} of ${machine.sites}` : '';
    if (tick % 6 === 0) this.gauge.replaceChildren(h('b', {}, ran.backend), ` ${ran.executor} · ${(this.perSecond.steps / 1e6).toFixed(1)} million oscillator steps/s · ${this.perSecond.frames.toFixed(0)} frames/s, ${this.stepsAFrame()} steps a frame · t = ${machine.time.toFixed(1)} · r = ${(now.time === machine.time ? now : orderParameter(theta)).r.toFixed(2)}${turns}`, ...ran.warnings.map((w) => h('span', { class: 'warning' }, w.split('\n')[0])));
    this.root.dataset.time = machine.time.toFixed(2);
    this.root.dataset.frames = this.perSecond.frames.toFixed(1);
    this.root.dataset.steps = String(machine.steps);
    if (tick % 6 === 0) Object.assign(this.past, { max: String(machine.past.length - 1), value: String(machine.past.length - 1) });
    if (this.choir && machine.rate[machine.model.variables[0]]) {
      const every = Math.floor(machine.sites / VOICES), rate = machine.rate[machine.model.variables[0]], amplitude = machine.amplitudes();
      this.choir.sing(Array.from({ length: VOICES }, (_, k) => rate[k * every]), amplitude && Array.from({ length: VOICES }, (_, k) => amplitude[k * every]));
    }
  }

  private goBack(): void {
    const at = Number(this.past.value), keep = this.past.max;
    this.playing = false;
    this.label();
    this.machine.seek(at);
    this.show();
    Object.assign(this.past, { max: keep, value: String(at) });
  }

  private poke(event: PointerEvent): void {
    if (event.shiftKey) return;
    const { rows, columns } = this.preset, ring = this.preset.as === 'ring';
    const site = ring ? Math.max(0, Math.min(columns - 1, Math.floor((event.offsetX / this.map.clientWidth) * columns))) : siteUnder(this.map, { rows, columns }, [event.offsetX, event.offsetY]);
    if (site < 0) return;
    this.machine.poke(site, ring ? Math.round(columns / 24) : Math.max(1, Math.round(columns / 32)));
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
