import { httpStore } from '../../../src/runs/zarrRead.ts';
import { draw } from '../../charts/chart.ts';
import { phaseCircle, phasesDrawn } from '../../charts/phaseCircle.ts';
import { mapSite, phaseMap } from '../../charts/phaseMap.ts';
import { raster, rasterSite } from '../../charts/raster.ts';
import type { RunSummary } from '../../shapes.ts';
import { fetchAhead } from '../ahead.ts';
import { h, svg } from '../dom.ts';
import { filesOf } from '../store.ts';
import { tellPlace } from '../walked.ts';
import type { LookedAt } from './looked.ts';
import { Measures } from './measures.ts';
import type { Panels } from './panels.ts';
import { Recording, type Frame, type Span } from './recording.ts';
import type { Seen } from './seen.ts';

/** Moments of a ring or a crowd that are seen at once, newest last. */
const WINDOW = 200;
/** Phases of the circle, at most. */
const CIRCLED = 240;
/** Points of width from which the courses stand beside the field. */
const WIDE = 800;
const size = (bytes: number) => (bytes < 1e6 ? `${(bytes / 1e3).toFixed(0)} kB` : bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`);

/** What a screen asks of the view around it. */
export interface Around {
  seek(t: number): void;
  /** Something was drawn, or waits to be. */
  settled(): void;
  /** A person looks at something else: all screens are drawn anew. */
  looked(): void;
  /** From the lowest to the highest value of what is seen, in all runs that show the same: one colour means one value. */
  span(id: string): Promise<Span>;
}

/** One recorded run on the page: the field at a moment, its phases, its course, and what was read for it. */
export class Screen {
  readonly element = h('section', { class: 'figure screen' });
  recording: Recording | undefined;
  private seen: Seen | undefined;
  private copy = 0;
  private t = 0;
  private asked = -1;
  private latest = 0;
  private frame: Frame | undefined;
  private circled: (() => void) | undefined;
  private readonly canvas = h('canvas', { class: 'field', tabindex: 0, 'aria-label': 'the recorded field; left and right go by one moment, plus and minus zoom a lattice' });
  private readonly circle = svg();
  private readonly circling = h('p', { class: 'caption' });
  private readonly said = h('p', { class: 'caption cost' });
  private readonly troubles = h('div', { class: 'troubles' });
  private readonly map; private readonly rows; private readonly ring; private readonly measures: Measures; private readonly size: [number, number];
  private readonly heading = h('p', { class: 'caption' });
  private chosen: number[];
  private couplings: string;
  private panels: Panels | undefined;

  /** `inner`: points of width for what is drawn. Where there is room, the courses stand beside the field, else below it. */
  constructor(public run: RunSummary, inner: number, private readonly wish: LookedAt, private readonly around: Around) {
    this.chosen = wish.sites;
    this.couplings = wish.couplings;
    const wide = inner >= WIDE, side = wide ? Math.min(520, Math.round(0.52 * inner)) : Math.max(240, Math.min(460, inner - 176));
    this.size = [side, Math.round(side * 0.92)];
    this.map = phaseMap().size(this.size).zoom(true).axes(true);
    this.rows = raster().size(this.size).moments(WINDOW).axes(true);
    this.ring = phaseCircle().size(150).most(CIRCLED);
    this.measures = new Measures([wide ? inner - side - 30 : inner, wide ? Math.max(210, this.size[1] - 210) : 170], around.seek);
    this.element.classList.toggle('wide', wide);
    this.element.append(h('header', {}, h('h2', {}, run.about || run.name), this.heading), this.troubles);
    this.canvas.addEventListener('click', (event) => { const site = this.siteAt(event); if (site >= 0) this.choose(event.ctrlKey || event.metaKey ? [...this.chosen.filter((s) => s !== site), site].slice(-3) : [site]); });
    this.canvas.addEventListener('pointermove', (event) => { const site = this.siteAt(event); this.canvas.title = site < 0 ? '' : this.nameOf(site); });
    this.head(run);
  }

  /** What the list of runs says about this run now. */
  head(run: RunSummary): void {
    this.run = run;
    this.heading.textContent = [run.name === run.about ? '' : run.name, run.state === 'done' ? '' : run.state].filter(Boolean).join(' · ');
  }

  private siteAt({ offsetX, offsetY }: MouseEvent): number {
    const { frame } = this;
    if (!frame) return -1;
    return frame.rows === 1 ? rasterSite(this.size, true, frame.columns, offsetX) : mapSite(this.canvas, offsetX, offsetY);
  }

  private nameOf(site: number): string {
    const names = this.recording?.arrays[this.seen!.arrays[0]].attributes.names, value = this.frame!.theta[site];
    return `${Array.isArray(names) ? (names as string[])[site] : this.frame!.rows > 1 ? `row ${Math.floor(site / this.frame!.columns)}, column ${site % this.frame!.columns}` : `${this.seen!.of} ${site}`}: ${value.toPrecision(3)}`;
  }

  /** Points at oscillators: they are marked in the field, and their spectra are drawn. */
  private choose(sites: number[]): void {
    if (this.seen?.of === 'site') this.chosen = sites;
    this.around.looked();
  }

  /** How it is looked at; where nothing was chosen, as it opens by itself. */
  get look(): LookedAt {
    const { recording, seen } = this;
    return recording && seen ? { show: seen.id === recording.seen[0].id ? '' : seen.id, copy: this.copy, sites: this.chosen, couplings: this.couplings } : this.wish;
  }

  /** From the lowest to the highest value of what is seen; undefined where it is something else, or phases. */
  async range(id: string): Promise<Span | undefined> {
    return this.seen?.id === id && this.seen.by === 'value' ? this.recording?.spanOf(this.seen.arrays[0]) : undefined;
  }

  get span(): [number, number] {
    return this.recording?.span ?? [0, 0];
  }

  async open(): Promise<void> {
    try {
      this.recording = await Recording.open(httpStore(`${filesOf(this.run.name)}field.zarr`, fetchAhead));
    } catch (error) {
      const text = (error as Error).message;
      return this.complain(this.run.recorded ? `The recording cannot be read: ${text.replace(/^zarr: /, '')}` : `${this.run.name} recorded no motion: field.zarr is not there. Choose another run, or record one: npx cymatic simulate kuramoto`);
    }
    const { recording } = this, { seen, copies } = recording;
    this.seen = seen.find((s) => s.id === this.wish.show) ?? seen[0];
    this.copy = Math.min(this.wish.copy, copies - 1);
    if (!this.seen || recording.moments === 0) return this.complain(recording.moments === 0 ? 'Nothing is recorded yet: this simulation has just begun, or was cut off before its first moments were written.' : 'This recording holds no variable of the field, expected at least one.');
    const variable: HTMLSelectElement = h('select', { 'aria-label': 'what is seen', onchange: () => { this.seen = seen.find((s) => s.id === variable.value)!; this.chosen = []; this.around.looked(); } }, ...seen.map((s) => h('option', { value: s.id, selected: s.id === this.seen!.id }, s.label)));
    const copy: HTMLInputElement | null = copies > 1 ? h('input', { type: 'number', min: 0, max: copies - 1, value: this.copy, 'aria-label': 'which copy', oninput: () => { this.copy = Math.max(0, Math.min(copies - 1, Math.floor(Number(copy!.value)))); void this.course().then(() => { this.around.looked(); }); } }) : null;
    this.element.append(
      h('div', { class: 'pick' }, h('label', {}, 'seen ', variable), copy && h('label', {}, `copy of ${copies} `, copy)),
      h('div', { class: 'body' }, this.canvas, h('div', { class: 'beside' }, this.circle, this.circling),
        this.measures.element), this.said);
    const place = h('div', {}, '…'), { attributes } = recording; // the reader of equations is large: it comes when they are asked for
    this.element.append(h('details', { ontoggle: () => void import('./model.ts').then(({ equationsOf }) => { place.replaceChildren(equationsOf(attributes)); }) }, h('summary', {}, `Equations of ${String(attributes.model ?? 'the model')}`), place));
    this.measures.open(recording);
  }

  /** Looks at a time. Of several asked for while one is being read, the last is shown. */
  async show(t: number): Promise<void> {
    const { recording, seen } = this;
    if (!recording || !seen || recording.moments === 0) return;
    this.t = t;
    const moment = recording.momentAt(t), mine = ++this.latest;
    if (moment !== this.asked) {
      const flat = (await recording.frame(moment, seen, this.copy)).rows === 1, first = Math.max(0, moment - WINDOW + 1);
      const frames = flat ? await Promise.all(Array.from({ length: moment - first + 1 }, (_, k) => recording.frame(first + k, seen, this.copy))) : [await recording.frame(moment, seen, this.copy)];
      const span = seen.by === 'value' ? await this.around.span(seen.id) : undefined;
      if (mine !== this.latest) return;
      this.asked = moment;
      const rows = Math.min(WINDOW, recording.moments);
      this.draw(frames, seen, rows, [recording.timeOf(first), recording.timeOf(first + rows - 1)], span?.domain);
      tellPlace(this.canvas, moment, recording.moments, `t = ${recording.timeOf(moment).toPrecision(4)}`);
      const { requests, bytes } = recording.cost, now = frames[frames.length - 1];
      this.said.textContent = `moment ${moment + 1} of ${recording.moments} · ${now.rows === 1 ? `${now.columns} ${seen.of}s, the last ${frames.length} moments, newest below` : `${now.rows} × ${now.columns} sites`}${span && !span.whole ? ' · colours span its first, middle and last pieces' : ''} · read so far: ${requests} files, ${size(bytes)}, of a recording of ${size(recording.size)}`;
      Object.assign(this.element.dataset, { moment, requests, bytes });
      this.tell();
      this.around.settled();
    }
    this.measures.show(t);
    await this.panels?.show({ moment, t: Math.min(t, this.span[1]), copy: this.copy, chosen: this.chosen });
  }

  /** The pictures that follow the first one: their code and what they read come after it. Where everything stands `still`, they are drawn when this ends. */
  async more(still: boolean): Promise<void> {
    const { recording } = this;
    if (!recording || !this.seen || recording.moments === 0) return;
    const { Panels } = await import('./panels.ts');
    this.panels = new Panels(recording, { seek: this.around.seek, choose: (sites) => this.choose(sites), still, couplings: [this.couplings, (text) => { this.couplings = text; this.around.looked(); }] });
    this.said.before(this.panels.element);
    const drawn = this.panels.show({ moment: recording.momentAt(this.t), t: Math.min(this.t, this.span[1]), copy: this.copy, chosen: this.chosen });
    if (still) await drawn;
  }

  close(): void {
    this.panels?.close();
  }

  /** Chunks that the next moments lie in are fetched before they are needed. */
  ahead(t: number): void {
    if (this.recording && this.seen) void this.recording.frame(Math.min(this.recording.moments - 1, this.recording.momentAt(t)), this.seen, this.copy);
  }

  /** A run that was being written when it was looked at last is looked at again. True where it has grown. */
  async refresh(now: RunSummary): Promise<boolean> {
    const { recording } = this, written = this.run.state === 'running';
    if (this.run.state !== now.state) this.head(now);
    if (!written || !recording) return false;
    const before = recording.moments;
    await recording.refresh().catch((error: Error) => this.complain(error.message));
    await this.course();
    if (recording.moments === before) return false;
    await this.panels?.renew();
    return true;
  }

  /** Asks again for what did not come. True where there was something. */
  async retry(): Promise<boolean> {
    if (!(await this.recording?.retry())) return false;
    this.anew();
    await this.course();
    await this.panels?.renew();
    return true;
  }

  /** The moment is drawn once more, as when colours mean something else. */
  anew(): void {
    this.asked = -1;
  }

  private draw(frames: readonly Frame[], { by, label, of }: Seen, rows: number, time: [number, number], span: [number, number] = [0, 1]): void {
    const now = this.frame = frames[frames.length - 1], { chosen } = this;
    const domain: [number, number] = span[1] > span[0] ? span : Number.isFinite(span[0]) ? [span[0], span[0] + 1] : [0, 1];
    if (now.rows === 1) draw(this.canvas, { rows: Array.from({ length: rows }, (_, k) => frames[k]?.theta ?? []), by, domain, time }, this.rows.moments(rows).name(label).of(of).marks(chosen)); // what is not reached yet stays blank
    else draw(this.canvas, now, this.map.by(by).domain(domain).name(label).marks(chosen));
    (this.circle.parentElement as HTMLElement).hidden = by === 'value';
    if (by === 'phase') this.circled = () => { this.circled = undefined; this.circling.textContent = `${phasesDrawn(now.theta.length, CIRCLED)}; the longer the arrow, the more all of them agree (order parameter).`; draw(this.circle, now.theta, this.ring); };
    if (this.measures.drawn) this.circled?.(); // the first time it follows the field
  }

  /** Reads and draws the measures over time: a few chunks of each, after the first picture. */
  async course(): Promise<void> {
    const { recording } = this;
    this.circled?.();
    if (!recording || !this.seen || recording.moments === 0) return;
    await this.measures.read(this.copy);
    this.tell();
  }

  private tell(): void {
    const faults = [...(this.recording?.faults ?? [])];
    if (this.troubles.childElementCount !== faults.length) this.troubles.replaceChildren(...faults.map((text) => h('p', { class: 'fault', role: 'alert' }, text)));
  }

  complain(text: string): void {
    this.troubles.replaceChildren(h('p', { class: 'fault', role: 'alert' }, text));
  }
}
