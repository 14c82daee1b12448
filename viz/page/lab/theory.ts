import type { Plot } from './plot.ts';
import type { Knob, Preset, Values } from './preset.ts';

/** Time after a change of a knob that is not measured, and the time from which a mean is called settled. */
const WAIT = 15, SETTLED = 15;

/** What was measured at each value of a knob: the mean over time, once the change has died down. */
export class Visits {
  readonly at = new Map<number, { r: number; time: number }>();
  private now = NaN;
  private since = 0;

  see(value: number, r: number, span: number): void {
    if (value !== this.now) [this.now, this.since] = [value, 0];
    if ((this.since += span) < WAIT) return;
    const mean = this.at.get(value) ?? { r: 0, time: 0 };
    mean.time += span;
    mean.r += (span / mean.time) * (r - mean.r);
    this.at.set(value, mean);
  }

  /** The field began anew; `all`: it is another field, and nothing that was measured holds. */
  forget(all: boolean): void {
    if (all) this.at.clear();
    this.since = 0;
  }
}

/** The order parameter over a knob: the theory as a curve, what this field showed as dots, filled where the mean has settled. */
export function showTheory(plot: Plot, { knob: name, of, text }: NonNullable<Preset['theory']>, knobs: readonly Knob[], values: Values, { at }: Visits): void {
  const k = knobs.find((each) => each.name === name)!, { pen } = plot, { x, y, colours, width, height } = plot.axes({ x: [k.from, k.to], y: [0, 1], xUnit: `${k.symbol}, ${k.about}`, yUnit: 'r, theory and this field' }, `Order parameter over ${k.about}: ${at.size} measured`);
  pen.strokeStyle = colours.soft;
  pen.setLineDash([4, 4]);
  pen.beginPath();
  for (let i = 0; i <= 200; i++) { const value = k.from + ((k.to - k.from) * i) / 200; pen.lineTo(x(value), y(of({ ...values, [name]: value }))); }
  pen.stroke();
  pen.setLineDash([]);
  pen.textAlign = 'right';
  pen.fillText(text, width - 2, Math.min(height - 6, y(of({ ...values, [name]: k.to })) + 18));
  pen.strokeStyle = pen.fillStyle = colours.accent;
  pen.lineWidth = 1.5;
  for (const [value, { r, time }] of at) {
    pen.beginPath();
    pen.arc(x(value), y(r), 4, 0, 2 * Math.PI);
    if (time >= SETTLED) pen.fill();
    pen.stroke();
  }
  pen.lineWidth = 1;
  pen.beginPath();
  pen.moveTo(x(values[name]), 0);
  pen.lineTo(x(values[name]), height);
  pen.stroke();
}
