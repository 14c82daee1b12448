import { Links } from '../../encoders/links.ts';
import { prepareBackend } from '../../field/backend.ts';
import { Medium } from '../../encoders/medium.ts';
import { within } from './deadline.ts';
import type { ProblemSettled } from './result.ts';
import { Unreadable } from './unreadable.ts';
import { mazeScene, type Look, type Scene, type Watch } from './watch.ts';

/** A maze of rows × columns cells; `open` holds for each cell, row-major, which of up, left, right, down has no wall. */
export interface Maze {
  rows: number;
  columns: number;
  open: Uint8Array;
  start: number;
  goals: number[];
}

/** Steps up, left, right, down. */
const STEPS = [[-1, 0], [0, -1], [0, 1], [1, 0]] as const;
const SILENT = -65536;

/**
 * Reads a maze of posts `o`, walls `---` and `|`, start `S`, goals `G`; a cell is four characters wide and two lines high.
 * Errors (Unreadable): `where: …` for ragged lines, no start, two starts, no goal.
 */
export function readMaze(where: string, text: string): Maze {
  const lines = text.replace(/\r/g, '').split('\n').map((l) => l.trimEnd()).filter((l, k, all) => l !== '' || all.slice(k).some(Boolean));
  const rows = (lines.length - 1) / 2, columns = (lines[0].length - 1) / 4;
  if (!Number.isInteger(rows) || rows < 1) throw new Unreadable(`${where}: ${lines.length} lines came, expected an odd number of at least 3 (posts, cells, posts, …). Complete the maze.`);
  if (!Number.isInteger(columns) || columns < 1) throw new Unreadable(`${where}: the first line has ${lines[0].length} characters, expected 4 a cell and 1 more. Complete it.`);
  const ragged = lines.findIndex((l) => l.length !== lines[0].length);
  if (ragged >= 0) throw new Unreadable(`${where}, line ${ragged + 1}: ${lines[ragged].length} characters came, expected ${lines[0].length} as in the first line. Complete it.`);
  const at = (r: number, c: number) => lines[r]?.[c] ?? ' ', open = new Uint8Array(rows * columns * 4), starts: number[] = [], goals: number[] = [];
  for (let r = 0; r < rows; r++) for (let c = 0; c < columns; c++) {
    const y = 2 * r + 1, x = 4 * c + 2, cell = r * columns + c, mark = at(y, x);
    STEPS.forEach(([dr, dc], k) => {
      const inside = r + dr >= 0 && r + dr < rows && c + dc >= 0 && c + dc < columns;
      open[4 * cell + k] = inside && at(y + dr, x + 2 * dc) === ' ' ? 1 : 0;
    });
    if (mark === 'S') starts.push(cell);
    if (mark === 'G') goals.push(cell);
  }
  if (starts.length !== 1) throw new Unreadable(`${where}: ${starts.length} starts came, expected one cell marked S. Mark it.`);
  if (goals.length === 0) throw new Unreadable(`${where}: no goal came, expected a cell marked G. Mark one.`);
  return { rows, columns, open, start: starts[0], goals };
}

/**
 * Shortest way by arrival times: a wave starts at the goals and advances one open passage a hop (entrainment with a phase lag of 1,
 * simulated by the engine; see src/encoders/wave.ts); from the start the path follows the phase gradient, always to a neighbour
 * that the wave reached one hop earlier. Errors (Unreadable): see `readMaze`.
 */
export async function settleMaze(name: string, text: string, seed: number, { seconds: most = Infinity, backend, medium: own, signal, watch }: { seconds?: number; backend?: string; medium?: Medium; signal?: AbortSignal; watch?: Watch } = {}): Promise<ProblemSettled> {
  await prepareBackend(backend);
  const medium = own ?? new Medium({ timeLimit: 60_000, backend });
  const began = performance.now(), ends = within(most, signal), maze = readMaze(name, text), { columns, open } = maze, cells = maze.rows * columns;
  const links = new Links(cells, 4), start = new Float32Array(links.sites).fill(SILENT);
  for (const g of maze.goals) start[g] = 0;
  const next = (cell: number, k: number) => cell + STEPS[k][0] * columns + STEPS[k][1];
  for (let cell = 0; cell < cells; cell++) for (let k = 0; k < 4; k++) if (open[4 * cell + k]) links.hear(cell, next(cell, k));
  const before = medium.activity.maze?.steps ?? 0, scene = mazeScene(maze.rows, columns);
  const seconds = () => (performance.now() - began) / 1000;
  const w = await medium.entrain({ where: 'maze', links, start, lag: 1, signal: ends, observe: watch && (({ time, state, residual }) => watch(mazeLook(scene, time, state.w.subarray(0, cells), residual))) }).catch((error: unknown) => {
    if (ends.aborted) return undefined;
    throw error;
  });
  if (!w) return { name, kind: 'maze', status: 'timeLimit', answer: null, value: null, seconds: seconds(), simulatedTime: 0, seed, note: `${signal?.aborted ? 'interrupted' : 'the time was spent'} while the wave was on its way` };
  const time = (medium.activity.maze.steps - before) * 0.9;
  if (w[maze.start] < SILENT / 2) return { name, kind: 'maze', status: 'contradiction', answer: null, value: null, seconds: seconds(), simulatedTime: time, seed, note: 'the wave from the goals settled and never reached the start: no way exists' };
  const path = [maze.start];
  for (let cell = maze.start; w[cell] !== 0; path.push(cell)) {
    const k = [0, 1, 2, 3].find((d) => open[4 * cell + d] && w[next(cell, d)] === w[cell] + 1);
    if (k === undefined) throw new Error(`settleMaze: the wave in ${name} has no gradient at cell ${cell}: a fault of the program.`);
    cell = next(cell, k);
  }
  return {
    name, kind: 'maze', status: 'solved', answer: path.map((cell) => [Math.floor(cell / columns), cell % columns]), value: path.length - 1,
    seconds: seconds(), simulatedTime: time, seed, note: `the wave took ${-w[maze.start]} hops from the nearest goal; backend ${medium.backend}`,
  };
}

function mazeLook(scene: Scene, time: number, w: Float32Array, residual: number): Look {
  const arrival = w.map((f) => (f < SILENT / 2 ? NaN : 0 - f));
  return { scene, time, values: () => ({ arrival, residual, violated: arrival.filter(Number.isNaN).length }) };
}
