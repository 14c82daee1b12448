import { restingColour } from '../charts/colour.ts';
import { offer } from './save.ts';
import { phasesAt, type Recording } from './settling.ts';

const FRAMES = 24, SECONDS = 6, CELL = 18;

/** The settling as one SVG file that moves by itself: every cell runs through the colours of its phase, then rests, then it starts over. */
export function settlingText(recording: Recording): string {
  const { rows, columns, settledAt } = recording, frames = Array.from({ length: FRAMES }, (_, k) => phasesAt(recording, settledAt * (k / (FRAMES - 1)) ** 2));
  const cells = Array.from({ length: rows * columns }, (_, i) => {
    const colours = frames.map((theta) => restingColour(theta[i]).replace(/rgb\((\d+),(\d+),(\d+)\)/, (_m, r, g, b) => `#${[r, g, b].map((v) => Number(v).toString(16).padStart(2, '0')).join('')}`));
    const place = `x="${1 + (i % columns) * CELL}" y="${1 + Math.floor(i / columns) * CELL}"`;
    if (colours.every((c) => c === colours[0])) return `<rect ${place} fill="${colours[0]}"/>`;
    return `<rect ${place} fill="${colours[FRAMES - 1]}"><animate attributeName="fill" dur="${SECONDS + 2}s" repeatCount="indefinite" keyTimes="${[...frames.map((_f, k) => ((k / (FRAMES - 1)) * SECONDS / (SECONDS + 2)).toFixed(3)), '1'].join(';')}" values="${[...colours, colours[FRAMES - 1]].join(';')}"/></rect>`;
  });
  const width = columns * CELL + 1, height = rows * CELL + 1;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"><rect width="${width}" height="${height}" fill="#cfcac0"/><style>rect[x]{width:${CELL - 1}px;height:${CELL - 1}px}</style>${cells.join('')}</svg>`;
}

export const settlingPicture = (recording: Recording, name: string): void => offer(name, new Blob([settlingText(recording)], { type: 'image/svg+xml' }));
