import { draw } from '../charts/chart.ts';
import { restingColour } from '../charts/colour.ts';
import { gridMap } from '../charts/gridMap.ts';
import { apng } from './apng.ts';
import { h } from './dom.ts';
import { animates, offer } from './save.ts';
import { phasesAt, type Recording } from './settling.ts';

const FRAMES = 24, SECONDS = 6, CELL = 18;

/** The settling as one SVG file that moves by itself: every cell runs through the colours of its phase, then rests, then it starts over. */
export function settlingText(recording: Recording): string {
  const { rows, columns, endsAt } = recording, frames = Array.from({ length: FRAMES }, (_, k) => phasesAt(recording, endsAt * (k / (FRAMES - 1)) ** 2));
  const cells = Array.from({ length: rows * columns }, (_, i) => {
    const colours = frames.map((theta) => restingColour(theta[i]).replace(/rgb\((\d+),(\d+),(\d+)\)/, (_m, r, g, b) => `#${[r, g, b].map((v) => Number(v).toString(16).padStart(2, '0')).join('')}`));
    const place = `x="${1 + (i % columns) * CELL}" y="${1 + Math.floor(i / columns) * CELL}"`;
    if (colours.every((c) => c === colours[0])) return `<rect ${place} fill="${colours[0]}"/>`;
    return `<rect ${place} fill="${colours[FRAMES - 1]}"><animate attributeName="fill" dur="${SECONDS + 2}s" repeatCount="indefinite" keyTimes="${[...frames.map((_f, k) => ((k / (FRAMES - 1)) * SECONDS / (SECONDS + 2)).toFixed(3)), '1'].join(';')}" values="${[...colours, colours[FRAMES - 1]].join(';')}"/></rect>`;
  });
  const width = columns * CELL + 1, height = rows * CELL + 1;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"><rect width="${width}" height="${height}" fill="#cfcac0"/><style>rect[x]{width:${CELL - 1}px;height:${CELL - 1}px}</style>${cells.join('')}</svg>`;
}

/** The same as an animated PNG, which every browser, document and chat shows: with clock hands, as the page draws it. */
async function settlingFrames(recording: Recording): Promise<Uint8Array<ArrayBuffer>> {
  const { rows, columns, endsAt } = recording, chart = gridMap().size([340, 340]).hands(true), canvas = h('canvas'), count = 2 * FRAMES;
  const frames = Array.from({ length: count }, (_, k) => {
    draw(canvas, { rows, columns, theta: phasesAt(recording, endsAt * (k / (count - 1)) ** 2) }, chart);
    return { pixels: canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height).data, milliseconds: k === count - 1 ? 2000 : (1000 * SECONDS) / count };
  });
  return apng(canvas.width, canvas.height, frames);
}

/** Buttons that save the settling as a file that moves by itself. */
export function settlingButtons(recording: Recording): HTMLElement {
  const drawn = () => settlingFrames(recording), save = async () => offer('settling.png', new Blob([await drawn()], { type: 'image/apng' }));
  animates(drawn);
  return h('span', {}, h('button', { class: 'quiet', title: 'save the settling as an animated picture (PNG: shown everywhere)', onclick: () => void save() }, 'animated PNG'),
    h('button', { class: 'quiet', title: 'save the settling as an animated picture (SVG: sharp at any size)', onclick: () => offer('settling.svg', new Blob([settlingText(recording)], { type: 'image/svg+xml' })) }, 'animated SVG'));
}
