import { phaseColour } from '../../charts/colour.ts';
import { Plot } from './plot.ts';
import type { Scene } from './scene.ts';

/** Sites of the frequency plot. */
const MOST = 400;

/** The order parameter over time, with the level that theory expects, and with what the preset watches. */
export function showOrder(plot: Plot, past: readonly { time: number; r: number; watch: number | undefined }[], { watch, theory }: { watch?: string; theory?: { value: number; text: string } }): void {
  const last = past.length - 1, { x, y, colours, width } = plot.axes({ x: [past[0]?.time ?? 0, past[last]?.time ?? 1], y: [0, 1], xUnit: 'time t', yUnit: 'order parameter r' }, `Order parameter over time, now ${(past[last]?.r ?? 0).toFixed(2)}${theory ? `; theory ${theory.value.toFixed(2)}` : ''}`);
  const { pen } = plot;
  if (theory) {
    pen.strokeStyle = colours.soft;
    pen.setLineDash([4, 4]);
    pen.beginPath();
    pen.moveTo(0, y(theory.value));
    pen.lineTo(width, y(theory.value));
    pen.stroke();
    pen.setLineDash([]);
    pen.textAlign = 'right';
    pen.fillText(theory.text, width - 2, y(theory.value) + (theory.value > 0.85 ? 14 : -5));
  }
  pen.lineWidth = 1.8;
  pen.lineJoin = 'round';
  if (watch) {
    pen.strokeStyle = pen.fillStyle = colours.warm;
    pen.textAlign = 'right';
    pen.fillText(`${watch}${past[last]?.watch === undefined ? '' : ` ${past[last].watch.toFixed(2)}`}`, width - 2, -8);
    pen.beginPath();
    for (const { time, watch: value } of past) if (value !== undefined) pen.lineTo(x(time), y(value));
    pen.stroke();
  }
  pen.strokeStyle = colours.accent;
  pen.beginPath();
  for (const { time, r } of past) pen.lineTo(x(time), y(r));
  pen.stroke();
}

/** The mean frequency of every site: a plateau is a locked cluster, an arch drifts. Colour is the phase. */
export function showFrequencies(plot: Plot, frequency: ArrayLike<number>, theta: ArrayLike<number>): void {
  const every = Math.max(1, Math.ceil(frequency.length / MOST)), sites = Array.from({ length: Math.floor(frequency.length / every) }, (_, k) => k * every);
  const sorted = sites.map((i) => frequency[i]).filter(Number.isFinite).sort((a, b) => a - b), low = sorted[Math.floor(sorted.length * 0.03)] ?? -1, high = sorted[Math.floor(sorted.length * 0.97)] ?? 1;
  const room = Math.max(0.05, (high - low) * 0.25), { x, y, height, colours } = plot.axes({ x: [0, frequency.length], y: [low - room, high + room], xUnit: 'site', yUnit: 'mean frequency, rad per t' }, 'Mean frequency of every site');
  for (const i of sites) {
    const left = x(i), top = Math.max(0, Math.min(height, y(frequency[i])));
    plot.pen.fillStyle = colours.soft;
    if (Math.sin(theta[i]) < -0.2) plot.pen.fillRect(left - 2, top - 2, 4, 4); // as dark as a dark page
    plot.pen.fillStyle = phaseColour(theta[i]);
    plot.pen.fillRect(left - 1.5, top - 1.5, 3, 3);
  }
}

/** Whole turns of the phase once around a ring. */
export function windings(theta: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < theta.length; i++) { const d = theta[(i + 1) % theta.length] - theta[i]; sum += Math.atan2(Math.sin(d), Math.cos(d)); }
  return Math.round(sum / (2 * Math.PI));
}

/** What the picture means, in one line. */
export function legend({ show, ground, model }: Pick<Scene, 'show' | 'ground' | 'model'>): string {
  const colour = typeof show === 'object' ? `Colour is ${show.value}, from ${show.domain[0]} (dark) to ${show.domain[1]} (bright).` : show === 'plane' && model.planar && ground.rows > 1 ? 'Colour is the phase, as on the circle of phases; it fades where the amplitude is small.' : 'Colour is the phase, as on the circle of phases.';
  return ground.rows === 1 ? `Each column is a site, each line a moment, the newest at the bottom. ${colour}` : colour;
}
