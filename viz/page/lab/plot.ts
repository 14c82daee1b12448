import { scaleLinear, type ScaleLinear } from 'd3';
import { theme } from '../../charts/chart.ts';
import { h } from '../dom.ts';

const MARGIN = { top: 20, right: 22, bottom: 30, left: 46 };

export interface Axes { x: [number, number]; y: [number, number]; xUnit: string; yUnit: string }

/**
 * Axes in a canvas, for what is drawn ten times a second: an SVG of the same size is laid out, painted and composed anew each time, which
 * costs more than a step of the field.
 */
export class Plot {
  readonly canvas: HTMLCanvasElement;
  readonly pen: CanvasRenderingContext2D;
  private readonly ratio = Math.ceil(globalThis.devicePixelRatio || 1);
  private colours?: Record<'ink' | 'soft' | 'line' | 'accent' | 'warm', string>;

  constructor(private readonly width: number, private readonly height: number) {
    this.canvas = h('canvas', { class: 'plot', width: this.ratio * width, height: this.ratio * height, role: 'img', style: `width:${width}px;height:${height}px` });
    this.pen = this.canvas.getContext('2d', { willReadFrequently: true })!; // stays in memory: small strokes and letters are dear on a GPU
  }

  /** Clears, draws the axes, and leaves the pen in points, with the origin at the upper left corner of the plot. */
  axes({ x: [x0, x1], y: [y0, y1], xUnit, yUnit }: Axes, label: string): { x: ScaleLinear<number, number>; y: ScaleLinear<number, number>; colours: NonNullable<Plot['colours']>; width: number; height: number } {
    const { pen } = this, width = this.width - MARGIN.left - MARGIN.right, height = this.height - MARGIN.top - MARGIN.bottom;
    const colours = (this.colours ??= { ink: theme(this.canvas, 'ink'), soft: theme(this.canvas, 'soft'), line: theme(this.canvas, 'line'), accent: theme(this.canvas, 'accent'), warm: theme(this.canvas, 'warm') });
    const x = scaleLinear([x0, x1 > x0 ? x1 : x0 + 1], [0, width]), y = scaleLinear([y0, y1], [height, 0]);
    this.canvas.setAttribute('aria-label', label);
    pen.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    pen.clearRect(0, 0, this.width, this.height);
    pen.translate(MARGIN.left, MARGIN.top);
    pen.font = "11.5px 'Inter Variable', sans-serif";
    pen.setLineDash([]);
    pen.lineWidth = 1;
    pen.strokeStyle = colours.line;
    pen.fillStyle = colours.soft;
    pen.beginPath();
    pen.moveTo(0.5, 0);
    pen.lineTo(0.5, height + 0.5);
    pen.lineTo(width, height + 0.5);
    pen.stroke();
    this.words(x.ticks(6), x.tickFormat(6), (v) => [x(v), height + 15, 'center']);
    this.words(y.ticks(3), y.tickFormat(3), (v) => [-8, y(v) + 4, 'right']);
    pen.textAlign = 'right';
    pen.fillText(xUnit, width, height + 27);
    pen.textAlign = 'left';
    pen.fillText(yUnit, -MARGIN.left + 4, -8);
    return { x, y, colours, width, height };
  }

  private words(ticks: number[], text: (v: number) => string, at: (v: number) => [number, number, CanvasTextAlign]): void {
    for (const v of ticks) {
      const [x, y, align] = at(v);
      this.pen.textAlign = align;
      this.pen.fillText(text(v), x, y);
    }
  }
}
