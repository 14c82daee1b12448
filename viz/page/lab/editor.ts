import type { Oscillator } from '../../../src/index.ts';
import { h } from '../dom.ts';
import { hashOf } from '../place.ts';
import { offer } from '../save.ts';
import { equations } from './equations.ts';
import { knobsOf, modelIn, textOfPreset } from './knobs.ts';
import { modelFileOf } from './modelFile.ts';
import type { Take } from './panels.ts';
import type { Values } from './preset.ts';
import { NAMED_MODELS } from './presets.ts';
import type { Scene } from './scene.ts';

const HOW = [['variables', 'phase theta, or real x, y'], ['parameters', 'parameter omega = 0, K = 1'], ['rates', "theta' = omega + K*S"], ['what others hear', 'emits S = sin(theta)'], ['shorthand', 'where r2 = x^2 + y^2'], ['white noise', 'noise theta = 0.1'], ['a rotation', 'planar x, y']];

/** The equations of the field as maths, and as text that a person may rewrite while it runs. */
export class Editor {
  readonly element: HTMLElement;
  private readonly maths = h('div', {});
  private readonly said = h('p', { class: 'said', role: 'alert' });
  private readonly area: HTMLTextAreaElement;
  private readonly back: HTMLButtonElement;
  private model: Oscillator;

  constructor(private scene: Scene, private readonly take: Take) {
    const { preset, situation } = scene;
    this.model = modelIn(preset, situation.written);
    this.area = h('textarea', { spellcheck: 'false', autocapitalize: 'off', 'aria-label': 'the model as text', oninput: () => this.typed() });
    this.area.value = situation.written ?? textOfPreset(preset);
    this.area.rows = Math.min(18, Math.max(5, this.area.value.split('\n').length + 1));
    const file = h('button', { class: 'quiet', title: 'equations, links, start and seed as a model file: npx cymatic simulate FILE runs the same field', onclick: () => offer(`${preset.id}.json`, new Blob([JSON.stringify(modelFileOf(this.scene, 100))], { type: 'application/json' })) }, 'save as a model file');
    this.back = h('button', { class: 'quiet', onclick: () => { this.area.value = textOfPreset(this.scene.preset); this.typed(); } }, 'as it was');
    const names = NAMED_MODELS.some((m) => m.id === preset.id) ? [] : [h('option', { value: '' }, `${preset.title}: ${preset.model.name}`)];
    const choose: HTMLSelectElement = h('select', { 'aria-label': 'model by name', onchange: () => { if (choose.value !== '') location.hash = hashOf('laboratory', '', { preset: choose.value }); } },
      ...names, ...NAMED_MODELS.map(({ id, title }) => h('option', { value: id, selected: id === preset.id }, title)));
    this.element = h('section', { class: 'figure writing' },
      h('header', {}, h('h2', {}, 'Model'), h('p', { class: 'caption' }, 'Choose another model by name, or write one: it is checked as you type, compiled for the backend, and the field goes on under it from where it is. While the text has a fault, the last good equations keep running.')),
      h('div', { class: 'body' }, h('div', {}, h('label', { class: 'name' }, h('span', {}, 'model'), choose, this.back, file), this.area, this.said), h('div', {}, this.maths, h('dl', { class: 'how' }, ...HOW.flatMap(([what, text]) => [h('dt', {}, what), h('dd', {}, text)])))));
    this.show(scene);
  }

  show(scene: Scene): void {
    this.scene = scene;
    this.maths.replaceChildren(equations(scene.model));
    this.back.hidden = scene.situation.written === undefined && this.said.textContent === '';
  }

  private typed(): void {
    const { preset, situation } = this.scene, text = this.area.value, written = text === textOfPreset(preset) ? undefined : text;
    try {
      const model = modelIn(preset, written), before = this.model;
      // A default that was rewritten moves its slider; all other sliders stay where they are.
      const knobs: Values = Object.fromEntries(knobsOf(preset, model).map((k) => {
        const stays = before.parameters[k.name] === model.parameters[k.name] && Object.hasOwn(situation.knobs, k.name);
        return [k.name, stays ? Math.max(k.from, Math.min(k.to, situation.knobs[k.name])) : k.value];
      }));
      this.said.textContent = '';
      this.take({ written, knobs });
      this.model = model;
    } catch (error) {
      this.said.textContent = (error as Error).message;
      this.back.hidden = false;
    }
  }
}
