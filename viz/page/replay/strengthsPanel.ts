import { bars, largest } from '../../charts/bars.ts';
import { draw } from '../../charts/chart.ts';
import { h, svg } from '../dom.ts';
import { familiesOf } from './families.ts';
import { panelOf, type Looked, type Missing, type Panel } from './panel.ts';
import type { Recording } from './recording.ts';

const LISTED = 10;

/** The names of an array's entries, as its recording keeps them. */
const namesOf = (recording: Recording, id: string): readonly string[] | undefined => {
  const { names } = recording.arrays[id]?.attributes ?? {};
  return Array.isArray(names) ? (names as string[]) : undefined;
};

/** The strongest rings (or whatever has names and learns) at the moment that is looked at, by name; a search finds others. */
export function strengthsPanel(recording: Recording): Panel | Missing {
  const family = familiesOf(recording).find(({ id }) => namesOf(recording, id));
  if (!family) return '';
  const names = namesOf(recording, family.id)!, picture = svg(), said = h('p', { class: 'caption', role: 'status' });
  let latest: Looked | undefined;
  const search: HTMLInputElement = h('input', { type: 'search', placeholder: 'search by name', 'aria-label': 'search strengths', oninput: () => { if (latest) void panel.show(latest); } });
  const panel: Panel = {
    element: panelOf('Strongest now', 'What holds the field hardest: the strengths that plasticity has raised most, by what they stand for.', search, picture, said), width: 0,
    async show(looked) {
      latest = looked;
      const values = await recording.values(family.id, looked.moment), words = search.value.toLowerCase().split(/\s+/).filter(Boolean), found = names.flatMap((name, k) => (words.every((w) => name.toLowerCase().includes(w)) ? [k] : []));
      if (latest !== looked) return;
      const shown = largest(found.map((k) => values[k]), found.map((k) => names[k]), LISTED);
      const all = values.filter(Number.isFinite), weakest = Math.max(0, all.reduce((a, b) => Math.min(a, b), Infinity)), strongest = all.reduce((a, b) => Math.max(a, b), 0);
      draw(picture, shown, bars().width(panel.width).names(Math.min(panel.width * 0.5, 8 + 6.6 * Math.max(0, ...shown.map((d) => d.name.length)))).begin(weakest).end(strongest));
      said.textContent = `${shown.length} of ${found.length}${found.length < names.length ? ` found, ${names.length} in all` : ''}. Bars begin at the weakest of all, ${Number(weakest.toPrecision(3))}.`;
    },
  };
  return panel;
}
