import type { Grid } from '../../../src/tasks/types.ts';
import { draw } from '../../charts/chart.ts';
import { gridMap, phasesOf } from '../../charts/gridMap.ts';
import { h } from '../dom.ts';

/** How the task view is asked for: which test input, still or moving, which colours, which cell in focus, at which time; `share` is told what a person changes of it. */
export interface TaskOptions { test: number; still: boolean; hue: 'names' | 'phase'; cell: number | null; at: number | null; share?: (changes: Record<string, string | null>) => void }

/** A grid as a picture that fits a room of so many pixels. */
export function grid(g: Grid, room: number, hue: TaskOptions['hue'], label: string, marked?: boolean[]): HTMLElement {
  if (g.length === 0) return h('div', { class: 'grid none' }, h('p', {}, 'no answer'));
  const canvas = h('canvas', { role: 'img', 'aria-label': `${label}, ${g.length} by ${g[0].length}` });
  requestAnimationFrame(() => draw(canvas, { ...phasesOf(g), marked }, gridMap().size([room, room]).colours(hue)));
  return h('div', { class: 'grid' }, canvas);
}
