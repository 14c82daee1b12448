import { absent, BACKENDS } from '../../../src/index.ts';
import { h } from '../dom.ts';
import { coupling, groundFor, KINDS, type CouplingKind } from './coupling.ts';
import type { Knob, Preset } from './preset.ts';
import type { Scene } from './scene.ts';
import { HIGHEST_SEED, seedOf, sizeOf, sizeText, type Situation } from './situation.ts';

/** Takes a changed situation; throws one line where it cannot be had, and then nothing changed. */
export type Take = (change: Partial<Situation>) => void;

const digits = (k: Knob, value: number): string => value.toFixed(k.step >= 1 ? 0 : k.step >= 0.1 ? 1 : k.step >= 0.01 ? 2 : 3);

/** One slider a knob. */
export class KnobPanel {
  readonly element = h('div', { class: 'knobs' });
  private shown = '';

  constructor(private readonly take: Take) {}

  show({ knobs, situation }: Scene): void {
    const now = JSON.stringify(knobs.map((k) => [k.name, k.from, k.to])), values = situation.knobs;
    if (now === this.shown) return;
    this.shown = now;
    this.element.replaceChildren(...knobs.map((k) => {
      const out = h('output', {}, digits(k, values[k.name]));
      const input: HTMLInputElement = h('input', { type: 'range', min: k.from, max: k.to, step: k.step, value: values[k.name], 'aria-label': k.about, oninput: () => {
        out.textContent = digits(k, Number(input.value));
        this.take({ knobs: { [k.name]: Number(input.value) } });
      } });
      return h('label', {}, h('i', {}, k.symbol), h('span', {}, k.about), input, out);
    }));
  }

  /** Draws the sliders anew, as after a value that did not come from them. */
  renew(scene: Scene): void {
    this.shown = '';
    this.show(scene);
  }
}

/** Who hears whom, on how many sites, from which seed, computed by what. What cannot be had is said in one line and changes nothing. */
export class GroundPanel {
  readonly element = h('div', { class: 'ground' });
  private readonly said = h('p', { class: 'said', role: 'alert' });
  private situation!: Situation;
  private shown = '';

  constructor(private readonly take: Take) {}

  /** Draws the panel anew where something else than the share of shortcuts changed, whose slider may be in a hand. */
  show({ situation, preset }: Scene): void {
    this.situation = situation;
    const now = JSON.stringify([{ ...situation.coupling, p: 0 }, situation.size, situation.seed, situation.backend]), focused = this.element.querySelector(':focus')?.getAttribute('aria-label');
    if (now === this.shown) return;
    this.shown = now;
    this.draw(situation, preset);
    if (focused) this.element.querySelector<HTMLElement>(`[aria-label="${focused}"]`)?.focus();
  }

  private draw(situation: Situation, preset: Preset): void {
    const { kind, links, p, open } = situation.coupling, about = KINDS[kind], [rows, columns] = situation.size;
    const kinds = (Object.keys(KINDS) as CouplingKind[]).filter((name) => name !== 'own' || preset.own);
    const choose: HTMLSelectElement = h('select', { 'aria-label': 'who hears whom', onchange: () => this.attempt(() => {
      const to = choose.value as CouplingKind, ground = groundFor(to, { rows, columns, sites: rows * columns });
      this.take({ coupling: to === preset.coupling.kind ? preset.coupling : coupling(to), size: ground });
    }) }, ...kinds.map((name) => h('option', { value: name, selected: name === kind }, KINDS[name].label)));
    const size: HTMLInputElement = h('input', { class: 'short', value: sizeText(situation.size).replace('x', ' × '), 'aria-label': 'size: rows x columns, or one number', spellcheck: 'false', onchange: () => this.attempt(() => this.take({ size: sizeOf(size.value, kind) })) });
    const seed: HTMLInputElement = h('input', { class: 'short', type: 'number', min: 1, max: HIGHEST_SEED, value: situation.seed, 'aria-label': 'seed', onchange: () => this.attempt(() => this.take({ seed: seedOf(seed.value) })) });
    const many: HTMLInputElement | false = about.links !== undefined && h('input', { class: 'short', type: 'number', min: about.even ? 2 : 1, step: about.even ? 2 : 1, value: links, 'aria-label': 'links a site', onchange: () => this.attempt(() => this.take({ coupling: { ...this.situation.coupling, links: Number((many as HTMLInputElement).value) } })) });
    const far: HTMLInputElement | false = about.p !== undefined && h('input', { type: 'range', min: 0, max: 1, step: 0.01, value: p, 'aria-label': 'share of shortcuts', oninput: () => this.attempt(() => {
      share.textContent = (far as HTMLInputElement).value;
      this.take({ coupling: { ...this.situation.coupling, p: Number((far as HTMLInputElement).value) } });
    }) }), share = h('output', {}, String(p));
    const walls: HTMLInputElement | false = about.plate === true && h('input', { type: 'checkbox', checked: open, 'aria-label': 'open walls', onchange: () => this.attempt(() => this.take({ coupling: { ...this.situation.coupling, open: (walls as HTMLInputElement).checked } })) });
    const backend: HTMLSelectElement = h('select', { 'aria-label': 'backend', onchange: () => this.attempt(() => this.take({ backend: backend.value })) }, ...BACKENDS.map((name) => {
      const missing = name === 'auto' ? undefined : absent(name);
      return h('option', { value: name, disabled: missing !== undefined, selected: name === situation.backend }, missing === undefined ? name : `${name} (${missing})`);
    }));
    const another = h('button', { class: 'quiet', title: 'another start, other frequencies, other noise (s)', onclick: () => this.attempt(() => this.take({ seed: (this.situation.seed % HIGHEST_SEED) + 1 })) }, 'another seed');
    this.element.replaceChildren(
      h('label', {}, h('span', {}, 'who hears whom'), choose, many && h('span', { class: 'unit' }, many, 'links a site'), walls && h('span', { class: 'unit' }, walls, 'open walls')),
      ...(far ? [h('label', {}, h('span', {}, 'shortcuts'), far, share)] : []),
      h('label', {}, h('span', {}, 'sites'), size), h('label', {}, h('span', {}, 'seed'), seed, another), h('label', {}, h('span', {}, 'computed by'), backend), this.said);
  }

  /** Tries what a person asked for. */
  private attempt(act: () => void): void {
    try {
      act();
      this.said.textContent = '';
    } catch (error) {
      this.said.textContent = (error as Error).message;
    }
  }
}
