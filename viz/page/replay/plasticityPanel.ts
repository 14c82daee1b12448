import { draw } from '../../charts/chart.ts';
import { plasticity } from '../../charts/plasticity.ts';
import { setPoints } from '../../charts/setPoints.ts';
import { h, svg } from '../dom.ts';
import { coursesOf, familiesOf } from './families.ts';
import { panelOf, type Missing, type Panel } from './panel.ts';
import type { Recording } from './recording.ts';

const HEIGHT = 118, FOOT = 54;

/** What plasticity changed over the whole run, and the set points that homeostasis holds. */
export function plasticityPanel(recording: Recording, seek: (t: number) => void): Panel | Missing {
  const families = familiesOf(recording);
  if (families.length === 0) return recording.arrays.strengths ? 'plasticity over time (this recording keeps no summary of its many strengths)' : 'plasticity over time and set points (this run learned nothing)';
  const picture = svg(), rules = [...new Set(families.map((f) => f.rule).filter(Boolean))];
  const element = panelOf('Plasticity over time', `What this run changed${rules.length > 0 ? ` by ${rules.join(', ')}` : ''}: bands hold all, 80 % and half of the values, the line is the median.${families.some((f) => f.setPoint !== undefined) ? ' Dashed: the set point that homeostasis holds.' : ''}`, picture);
  let course: ReturnType<typeof coursesOf> | undefined;
  const panel: Panel = {
    element, width: 0,
    async show({ t }) {
      const data = await (course ??= coursesOf(recording, families));
      draw(picture, { ...data, now: t }, plasticity().size([panel.width, FOOT + HEIGHT * families.length]).seek(seek));
    },
    renew() { course = undefined; },
  };
  return panel;
}

/** How the values that homeostasis holds are spread about their set point, at the moment that is looked at. */
export function setPointPanel(recording: Recording): Panel | Missing {
  const held = familiesOf(recording).filter((f) => f.setPoint !== undefined);
  if (held.length === 0) return familiesOf(recording).length > 0 ? 'set points (no rule of this run has one)' : '';
  const pictures = held.map(() => svg()), element = panelOf('Set points', 'How what homeostasis holds is spread over the sites now.', ...pictures.map((p) => h('div', {}, p)));
  const panel: Panel = {
    element, width: 0,
    async show({ moment, copy }) {
      const now = await Promise.all(held.map(({ id }) => recording.values(id, moment, copy)));
      held.forEach(({ name, symbol, setPoint }, k) => draw(pictures[k], { values: now[k], setPoint, name: `${name} ${symbol}`.trim() }, setPoints().size([panel.width, 190])));
    },
  };
  return panel;
}
