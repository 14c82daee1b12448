import { draw } from '../../charts/chart.ts';
import { spectrogram } from '../../charts/spectrogram.ts';
import { h } from '../dom.ts';
import { panelOf, type Looked, type Missing, type Panel } from './panel.ts';
import type { Recording } from './recording.ts';
import type { Seen } from './seen.ts';

/** Fewest moments of a spectrogram, bytes that are read unasked, bytes that are read at most, and oscillators at once. */
const FEWEST = 64, UNASKED = 4e6, MOST = 64e6, AT_ONCE = 3;

/** Moments of an array about a moment that can be read for at most so many bytes; all of them where that is possible. */
export function windowAbout(moment: number, moments: number, momentBytes: number, most: number): [from: number, to: number] {
  const room = Math.max(FEWEST, Math.min(moments, Math.floor(most / momentBytes))), from = Math.max(0, Math.min(moments - room, moment - Math.floor(room / 2)));
  return [from, Math.min(moments, from + room)];
}

/** What oscillator `site` shows: the sine of its phase, or its value; of all sites, the mean. */
function signalOf(frames: readonly ArrayLike<number>[], by: Seen['by'], site: number | 'all'): Float64Array {
  const show = by === 'phase' ? Math.sin : (v: number) => v;
  return Float64Array.from(frames, (values) => (site === 'all' ? Array.from(values, show).reduce((a, b) => a + b, 0) / values.length : show(values[site])));
}

/** Spectra over time of the oscillators that were pointed at. It needs every moment, so of a large recording it is drawn on demand only. */
export function spectrumPanel(recording: Recording, choose: (sites: number[]) => void): Panel | Missing {
  const seen = recording.seen.find((s) => s.of === 'site');
  if (!seen) return 'spectrogram (no oscillator is recorded)';
  if (recording.moments < FEWEST) return `spectrogram (${recording.moments} moments are recorded, it needs ${FEWEST})`;
  if (recording.interval === undefined) return 'spectrogram (the moments are not evenly spaced)';
  const [id] = seen.arrays, array = recording.arrays[id], sites = array.shape.slice(array.dimensions[1] === 'batch' ? 2 : 1).reduce((a, b) => a * b, 1), momentBytes = 4 * array.shape.slice(1).reduce((a, b) => a * b, 1), by = seen.arrays.length > 1 ? 'value' : seen.by;
  const pictures = h('div', {}), said = h('p', { class: 'caption', role: 'status' }), ask = h('button', { hidden: true, onclick: () => { allowed = true; if (latest) void panel.show(latest); } });
  let latest: Looked | undefined, allowed = false, all = false, drawn: { key: string; signals: { name: string; values: Float64Array }[]; from: number } | undefined;
  const field: HTMLInputElement = h('input', { type: 'text', 'aria-label': 'oscillators', size: 12, onchange: () => {
    all = /^\s*all\s*$/i.test(field.value);
    choose(field.value.split(/[\s,;]+/).filter(Boolean).map(Number).filter((n) => Number.isInteger(n) && n >= 0 && n < sites).slice(0, AT_ONCE));
  } });
  const panel: Panel = {
    element: panelOf('Spectrogram', `How the frequencies of ${by === 'phase' ? 'sin θ' : `the variable ${id}`} change: brightest is loudest. Click an oscillator in the field, or give numbers from 0 to ${sites - 1}, at most ${AT_ONCE}, or “all” for their mean.`, h('div', { class: 'pick' }, h('label', {}, 'oscillators ', field)), ask, pictures, said), width: 0,
    async show(looked) {
      latest = looked;
      const [from, to] = windowAbout(looked.moment, recording.moments, momentBytes, MOST), { files, bytes } = recording.costOf(id, from, to), asked = bytes <= UNASKED || allowed;
      const chosen: (number | 'all')[] = all && looked.chosen.length === 0 ? ['all'] : looked.chosen.length > 0 ? [...looked.chosen] : [Math.floor(sites / 2)];
      if (document.activeElement !== field) field.value = chosen.join(', ');
      ask.hidden = asked;
      if (!asked) {
        ask.textContent = `Read ${files} files (${(bytes / 1e6).toFixed(0)} MB) and draw`;
        if (!drawn) said.textContent = 'A spectrum needs every moment, and this recording is large: it is read only when you ask for it.';
        return;
      }
      const key = `${chosen.join()} ${from} ${to} ${looked.copy}`;
      if (drawn?.key !== key) {
        const frames = await Promise.all(Array.from({ length: to - from }, (_, k) => recording.values(id, from + k, looked.copy)));
        if (latest !== looked) return;
        drawn = { key, from, signals: chosen.map((site) => ({ name: site === 'all' ? 'mean of all' : `oscillator ${site}`, values: signalOf(frames, by, site) })) };
        pictures.replaceChildren(...drawn.signals.map(({ name }) => h('div', {}, h('p', { class: 'caption' }, name), h('canvas', { role: 'img', 'aria-label': `Spectrogram of ${name}` }))));
      }
      allowed = false;
      const interval = recording.interval!, window = to - from >= 4 * FEWEST ? FEWEST : FEWEST / 2;
      drawn.signals.forEach(({ values }, k) => draw(pictures.querySelectorAll('canvas')[k], { values, interval }, spectrogram().size([panel.width, drawn!.signals.length > 1 ? 150 : 200]).window(window).crop(true).start(recording.timeOf(from)).now(looked.t)));
      said.textContent = `Windows of ${window} moments. What turns faster than ${(0.5 / interval).toPrecision(2)} cycles per unit of time, half of the rate at which moments were recorded, is folded down.`;
    },
    renew() { drawn = undefined; },
  };
  return panel;
}
