import katex from 'katex';
import 'katex/dist/katex.min.css';
import type { Oscillator } from '../../../src/index.ts';
import { texOf } from '../../../src/oscillators/expression.ts';
import { texName } from '../../../src/oscillators/tex.ts';
import { h } from '../dom.ts';

/** The model's equations as maths. */
export function equations(model: Oscillator): HTMLElement {
  const box = h('div', { class: 'equations' }), { rate, emits, where } = model.tex(), { noise = {}, project = {} } = model.text;
  for (const [name, tex] of Object.entries(rate)) box.append(line(`\\dot{${texName(name)}} = ${tex}${Object.hasOwn(noise, name) ? ` + ${texOf(`noise of ${name}`, noise[name]).replaceAll('noiseD', 'D')}\\,\\xi_{${texName(name)}}` : ''}`));
  for (const [name, text] of Object.entries(project)) box.append(line(`${texName(name)} \\leftarrow ${texOf(`projection of ${name}`, text)}`));
  const signals = Object.entries(emits).map(([name, tex]) => `${texName(name)} = \\textstyle\\sum_j W_{ij}\\,${tex}_j`);
  for (const [name, tex] of Object.entries(where)) box.append(line(`${texName(name)} = ${tex}`));
  if (signals.length > 0) box.append(line(signals.join(',\\quad ')));
  return box;
}

function line(tex: string): HTMLElement {
  const p = h('p', {});
  katex.render(tex, p, { throwOnError: false, displayMode: false });
  return p;
}
