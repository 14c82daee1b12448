import { theme } from '../../charts/chart.ts';
import { circleLayout, drawnOf } from '../../charts/phaseCircle.ts';
import { phaseColour } from '../../charts/colour.ts';
import { h } from '../dom.ts';

/** Phases that are drawn at most. */
export const MOST = 280;
const SIDE = 200, RADIUS = SIDE / 2 - 14, TAU = 2 * Math.PI;

/**
 * The phase circle of the laboratory, in a canvas: as an SVG of 280 circles it cost more than the field. A sample of the phases, and the
 * order parameter of all of them as an arrow.
 */
export class Dial {
  private readonly ratio = Math.ceil(globalThis.devicePixelRatio || 1);
  readonly canvas = h('canvas', { class: 'dial', width: this.ratio * SIDE, height: this.ratio * SIDE, role: 'img' });
  private readonly pen = this.canvas.getContext('2d', { willReadFrequently: true })!; // stays in memory: many small strokes are dear on a GPU
  private colours?: { line: string; soft: string; accent: string };

  show(theta: ArrayLike<number>, { r, psi }: { r: number; psi: number }): void {
    const { pen } = this, every = Math.max(1, Math.ceil(theta.length / MOST)), sample = Array.from({ length: drawnOf(theta.length, MOST) }, (_, i) => theta[i * every]);
    this.colours ??= { line: theme(this.canvas, 'line'), soft: theme(this.canvas, 'soft'), accent: theme(this.canvas, 'accent') };
    this.canvas.setAttribute('aria-label', `Phases on the circle, order parameter ${r.toFixed(2)}`);
    pen.setTransform(this.ratio, 0, 0, this.ratio, (this.ratio * SIDE) / 2, (this.ratio * SIDE) / 2);
    pen.clearRect(-SIDE / 2, -SIDE / 2, SIDE, SIDE);
    pen.lineWidth = 1;
    pen.strokeStyle = this.colours.line;
    pen.beginPath();
    pen.arc(0, 0, RADIUS, 0, TAU);
    pen.stroke();
    const dot = sample.length > 150 ? 2 : 3.2;
    pen.strokeStyle = this.colours.soft;
    pen.lineWidth = 0.5;
    for (const { x, y, theta: phase } of circleLayout(sample, RADIUS).points) {
      pen.fillStyle = phaseColour(phase);
      pen.beginPath();
      pen.arc(x, y, dot, 0, TAU);
      pen.fill();
      pen.stroke(); // a phase may be as dark as the page
    }
    this.arrow(RADIUS * r, psi);
  }

  private arrow(length: number, psi: number): void {
    const { pen } = this;
    pen.rotate(-psi); // phases grow anticlockwise, canvas angles clockwise
    pen.strokeStyle = pen.fillStyle = this.colours!.accent;
    pen.lineWidth = 2.5;
    pen.lineCap = 'round';
    pen.beginPath();
    pen.moveTo(0, 0);
    pen.lineTo(length, 0);
    pen.stroke();
    if (length < 6) return;
    pen.beginPath();
    pen.moveTo(length, 0);
    pen.lineTo(length - 9, -4.5);
    pen.lineTo(length - 9, 4.5);
    pen.fill();
  }
}
