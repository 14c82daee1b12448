import katex from 'katex';
import 'katex/dist/katex.min.css';
import type { Oscillator } from '../../../src/index.ts';
import { texOf } from '../../../src/oscillators/expression.ts';
import { h } from '../dom.ts';

/** The model's equations as maths. */
export function equations(model: Oscillator): HTMLElement {
  const box = h('div', { class: 'equations' }), { rate, emits, where } = model.tex(), { noise = {}, project = {} } = model.text;
  for (const [name, tex] of Object.entries(rate)) box.append(line(`\\dot{${symbol(name)}} = ${tex}${Object.hasOwn(noise, name) ? ` + ${texOf(`noise of ${name}`, noise[name]).replaceAll('noiseD', 'D')}\\,\\xi_{${symbol(name)}}` : ''}`));
  for (const [name, text] of Object.entries(project)) box.append(line(`${symbol(name)} \\leftarrow ${texOf(`projection of ${name}`, text)}`));
  const signals = Object.entries(emits).map(([name, tex]) => `${name} = \\textstyle\\sum_j W_{ij}\\,${tex}_j`);
  for (const [name, tex] of Object.entries(where)) box.append(line(`${symbol(name)} = ${tex}`));
  if (signals.length > 0) box.append(line(signals.join(',\\quad ')));
  return box;
}

const greek = ['alpha', 'beta', 'gamma', 'delta', 'epsilon', 'theta', 'mu', 'omega', 'phi', 'psi'];
const symbol = (name: string) => (greek.includes(name) ? `\\${name}` : name.length > 1 ? `\\mathrm{${name}}` : name);

function line(tex: string): HTMLElement {
  const p = h('p', {});
  katex.render(tex, p, { throwOnError: false, displayMode: false });
  return p;
}
