import { scaleLinear } from 'd3';
import { sharp, theme } from './chart.ts';

/** One axis of a picture in a canvas: from where to where it counts, and what, with its unit. */
export interface Axis { domain: [number, number]; label: string; ticks?: number; /** Counts whole things: no ticks between them. */ whole?: boolean }
/** The colours beside a picture: bottom to top over `stops`, with words at their shares of the height. */
export interface ColourBar { colour: (share: number) => string; words: readonly [share: number, text: string][]; label: string }
export interface Box { left: number; top: number; width: number; height: number }

const ROOM = { left: 48, top: 10, bottom: 36, right: 12, bar: 62 };

/** The room that a picture of this size leaves for itself between its axes and its colour bar. */
export function innerBox([width, height]: readonly [number, number], axes: boolean, bar: boolean): Box {
  if (!axes && !bar) return { left: 0, top: 0, width, height };
  const left = axes ? ROOM.left : 0, top = axes ? ROOM.top : 8, right = bar ? ROOM.bar : ROOM.right;
  return { left, top, width: Math.max(1, width - left - right), height: Math.max(1, height - top - (axes ? ROOM.bottom : 8)) };
}

/** Where the ticks of an axis stand, as shares of its length, with their words. */
export function ticksOf({ domain, ticks = 5, whole = false }: Axis): { at: number; text: string }[] {
  const scale = scaleLinear(domain, [0, 1]), write = scale.tickFormat(ticks);
  return scale.ticks(ticks).filter((v) => !whole || Number.isInteger(v)).map((v) => ({ at: scale(v), text: write(v) }));
}

/** A canvas of this size and, drawn into it, the axes and the colour bar around the box (innerBox). `y` counts downwards where its domain does. */
export function framed(canvas: HTMLCanvasElement, size: readonly [number, number], box: Box, { x, y, bar }: { x?: Axis; y?: Axis; bar?: ColourBar }): CanvasRenderingContext2D {
  const c = sharp(canvas, ...size), { left, top, width, height } = box, soft = theme(canvas, 'soft'), line = theme(canvas, 'line'), right = left + width, bottom = top + height;
  c.font = "11.5px 'Inter Variable', 'Helvetica Neue', Arial, sans-serif";
  c.lineWidth = 1;
  const stroke = (x1: number, y1: number, x2: number, y2: number) => { c.beginPath(); c.moveTo(x1, y1); c.lineTo(x2, y2); c.stroke(); };
  const word = (text: string, at: number, down: number, align: CanvasTextAlign, base: CanvasTextBaseline) => { c.textAlign = align; c.textBaseline = base; c.fillText(text, at, down); };
  c.strokeStyle = line;
  c.fillStyle = soft;
  if (x || y) c.strokeRect(left - 0.5, top - 0.5, width + 1, height + 1);
  if (x) {
    for (const { at, text } of ticksOf(x)) { stroke(left + at * width, bottom, left + at * width, bottom + 5); word(text, left + at * width, bottom + 8, 'center', 'top'); }
    word(x.label, right, bottom + 23, 'right', 'top');
  }
  if (y) {
    for (const { at, text } of ticksOf(y)) { stroke(left - 5, bottom - at * height, left, bottom - at * height); word(text, left - 8, bottom - at * height, 'right', 'middle'); }
    c.save();
    c.translate(4, top);
    c.rotate(-Math.PI / 2);
    word(y.label, 0, 0, 'right', 'top');
    c.restore();
  }
  if (bar) drawBar(c, bar, { left: right + 14, top, width: 9, height }, word);
  return c;
}

function drawBar(c: CanvasRenderingContext2D, { colour, words, label }: ColourBar, { left, top, width, height }: Box, word: (text: string, at: number, down: number, align: CanvasTextAlign, base: CanvasTextBaseline) => void): void {
  const ink = c.fillStyle, room = height - 18; // the words above the bar
  for (let k = 0; k < room; k++) { c.fillStyle = colour((k + 0.5) / room); c.fillRect(left, top + height - k - 1, width, 1.2); }
  c.fillStyle = ink;
  for (const [share, text] of words) word(text, left + width + 5, Math.max(top + 24, Math.min(top + height - 6, top + height - share * room)), 'left', 'middle');
  word(label, left - 4, top - 1, 'left', 'top');
}
