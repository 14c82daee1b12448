import { rgb, select, zoom, zoomIdentity, ZoomTransform } from 'd3';
import { theme } from '../../charts/chart.ts';
import { fieldPixels } from '../../charts/phaseMap.ts';
import { h } from '../dom.ts';
import { tellPlace } from '../walked.ts';

export interface ScreenOptions {
  rows: number;
  columns: number;
  /** A lattice as a map; a ring, or any graph, as a space-time diagram of its sites, newest moment at the bottom. */
  as: 'map' | 'ring';
  /** Phases take the cyclic scale; values the ramp between two numbers. */
  domain?: [number, number];
}

/** Moments of a space-time diagram, points of the screen's side. */
const MOMENTS = 240, SIDE = 512, FARTHEST = 24;

/**
 * The live picture. A canvas of one pixel a site, which the compositor enlarges: a frame of 128² sends 64 kB to it, not the megabyte of 512² points.
 * Zoom and pan are a transform of the enlarged picture and redraw nothing.
 */
export class Screen {
  readonly canvas;
  readonly element: HTMLElement;
  private readonly pen: CanvasRenderingContext2D;
  private readonly image: ImageData;
  private readonly words: Uint32Array;
  private readonly line: Uint8ClampedArray<ArrayBuffer>;
  private readonly cross = h('div', { class: 'cross', hidden: true });
  private ground: readonly [number, number, number] | undefined;
  private cursor: number;
  private moment = -1;

  /** `poke` gets the site under the pointer, or under the cross that the arrow keys move. */
  constructor(private readonly options: ScreenOptions, private readonly poke: (site: number) => void) {
    const { rows, columns, as } = options, height = as === 'map' ? rows : MOMENTS;
    this.canvas = h('canvas', { class: 'field', width: columns, height, tabindex: 0, 'aria-label': 'the live field; drag to poke it, or move the cross with the arrow keys and poke with Enter' });
    this.pen = this.canvas.getContext('2d', { alpha: false })!; // opaque: what lies beneath it is not drawn
    this.image = new ImageData(columns, height);
    this.words = new Uint32Array(this.image.data.buffer);
    this.line = new Uint8ClampedArray(4 * columns);
    this.cursor = as === 'map' ? Math.floor(rows / 2) * columns + Math.floor(columns / 2) : Math.floor(columns / 2);
    this.tell();
    const share = (n: number) => `${as === 'map' ? (100 * n) / Math.max(rows, columns) : 100}%`, moved = h('div', { class: 'moved', style: `width:${share(columns)};height:${share(rows)}` }, this.canvas, this.cross);
    this.element = h('div', { class: 'live' }, moved);
    const turn = zoom<HTMLElement, unknown>().extent(() => [[0, 0], [this.side, this.side]]).scaleExtent([1, FARTHEST])
      .filter((event: Event) => event.type === 'wheel' || (event as MouseEvent).shiftKey)
      .on('zoom', ({ transform: { x, y, k } }: { transform: ZoomTransform }) => { moved.style.transform = `translate(${x}px,${y}px) scale(${k})`; })
      .constrain((t, [, [w, h]]) => new ZoomTransform(t.k, Math.min(0, Math.max(w * (1 - t.k), t.x)), Math.min(0, Math.max(h * (1 - t.k), t.y))));
    select(this.element).call(turn).on('dblclick.zoom', () => { select(this.element).call(turn.transform, zoomIdentity); });
    this.canvas.addEventListener('pointerdown', (event) => { if (!event.shiftKey) { this.canvas.setPointerCapture(event.pointerId); this.touch(event); } });
    this.canvas.addEventListener('pointermove', (event) => { if (event.buttons & 1) this.touch(event); });
    this.canvas.addEventListener('keydown', (event) => this.key(event));
    this.canvas.addEventListener('blur', () => { this.cross.hidden = true; });
  }

  /** One frame. In a space-time diagram it is the newest line, which a later moment pushes up. */
  show(moment: number, theta: ArrayLike<number>, amplitude?: ArrayLike<number>): void {
    const { rows, columns, as, domain } = this.options, by = domain ? 'value' : 'phase', range = domain ?? [0, 1];
    if (!this.ground) {
      const { r, g, b } = rgb(theme(this.canvas, 'well'));
      this.ground = [r, g, b];
      this.clear();
    }
    if (as === 'map') fieldPixels({ rows, columns, theta, amplitude }, by, range, this.ground, this.image.data as Uint8ClampedArray<ArrayBuffer>);
    else {
      fieldPixels({ rows: 1, columns, theta, amplitude }, by, range, this.ground, this.line);
      if (moment !== this.moment) this.words.copyWithin(0, columns);
      this.moment = moment;
      this.words.set(new Uint32Array(this.line.buffer), columns * (MOMENTS - 1));
    }
    this.pen.putImageData(this.image, 0, 0);
  }

  /** Points of the picture's side: less than usual on a narrow page. */
  private get side(): number {
    return this.element.clientWidth || SIDE;
  }

  /** Forgets the earlier lines of a space-time diagram. */
  clear(): void {
    if (!this.ground || this.options.as === 'map') return;
    const [r, g, b] = this.ground;
    this.words.fill(((255 << 24) | (b << 16) | (g << 8) | r) >>> 0);
  }

  private tell(): void {
    const { rows, columns, as } = this.options, { cursor } = this, column = cursor % columns;
    tellPlace(this.canvas, cursor, as === 'map' ? rows * columns : columns, as === 'map' ? `row ${Math.floor(cursor / columns) + 1}, column ${column + 1}` : `site ${column + 1}`);
  }

  private touch(event: PointerEvent): void {
    const box = this.canvas.getBoundingClientRect(), { rows, columns, as } = this.options;
    const column = Math.floor(((event.clientX - box.left) / box.width) * columns), row = as === 'map' ? Math.floor(((event.clientY - box.top) / box.height) * rows) : 0;
    if (row < 0 || column < 0 || row >= rows || column >= columns) return;
    this.poke(row * columns + column);
  }

  private key(event: KeyboardEvent): void {
    const { rows, columns, as } = this.options, far = event.shiftKey ? 8 : 1, height = as === 'map' ? rows : 1;
    const step = { ArrowLeft: [0, -far], ArrowRight: [0, far], ArrowUp: [-far, 0], ArrowDown: [far, 0] }[event.key];
    if (!step && event.key !== 'Enter') return;
    event.preventDefault();
    if (!step) return this.poke(this.cursor);
    const row = (Math.floor(this.cursor / columns) + step[0] + height) % height, column = ((this.cursor % columns) + step[1] + columns) % columns;
    this.cursor = row * columns + column;
    this.cross.hidden = false;
    this.tell();
    Object.assign(this.cross.style, { left: `${(100 * (column + 0.5)) / columns}%`, top: as === 'map' ? `${(100 * (row + 0.5)) / rows}%` : '100%' });
  }
}
