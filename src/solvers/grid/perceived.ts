import { differences, pairTable } from '../../encoders/differences.ts';
import type { Channel } from '../../encoders/channels/book.ts';
import { sea as laySea } from '../../encoders/sea.ts';
import type { Scene } from './frame.ts';

/** What the medium told about the grids of a question once its processes had settled: read off, never computed again. */
export interface Perceived {
  /** By test input: what each process said, one channel a process. */
  tests: Said[][];
  /** By input, demonstrations first: settled integral images of the phases. All cells are certain. */
  images: IntegralText[];
  /** Between grids of one size: input and output of each demonstration, then the input of each and of the next. */
  differences: DifferenceText[];
}

/** One channel of a process, cell by cell of a test input; −1 is silence. `phase`: its numbers are colours. */
export interface Said { process: string; channel: string; phase: boolean; values: number[][] }

/** Σ cos θ and Σ sin θ over rows 0..r and columns 0..c, row-major, three decimals: every rectangle's order parameter is four corners of them. */
export interface IntegralText { rows: number; columns: number; re: number[]; im: number[] }

/** (θ_to − θ_from) in tenths of a turn, 0..9, cell by cell, and the order parameter of the difference, the mean of cos(θ_to − θ_from). */
export interface DifferenceText { from: Side; to: Side; tenths: number[][]; order: number }
interface Side { demonstration: number; side: 'input' | 'output' }

const rounded = (values: ArrayLike<number>): number[] => Array.from(values, (v) => Math.round(v * 1000) / 1000);

/** What is recorded of a scene for those who want to see it. Differences between demonstrations settle here; the rest has settled before. */
export async function perceivedIn(scene: Scene): Promise<Perceived> {
  const { inputs, taught } = scene;
  return { tests: inputs.slice(taught.length).map((_, t) => said(scene, taught.length + t)), images: images(scene), differences: await differencesIn(scene) };
}

/** Known before anything is carried: what a cell sings itself, and whether that is the plate's resting colour. */
const NO_NEWS = ['own colour', 'background'];

/** Of each process the cheapest channel that tells cells of this input apart, or the cheapest of all. */
function said({ hearing: { sea }, processes }: Scene, grid: number): Said[] {
  const { rows, columns, offset } = sea.grids[grid];
  const here = (c: Channel) => c.values.subarray(offset, offset + rows * columns);
  return processes.flatMap(({ name, channels }) => {
    const news = channels.filter((c) => !NO_NEWS.includes(c.name)).sort((a, b) => a.cost - b.cost);
    const channel = news.find((c) => here(c).some((v) => v !== here(c)[0])) ?? news[0];
    return channel ? [{ process: name, channel: channel.name, phase: channel.kind === 'colour', values: grided(here(channel), rows, columns) }] : [];
  });
}

function images({ hearing: { sea, image } }: Scene): IntegralText[] {
  if (!image) return [];
  let base = 0;
  return sea.grids.map(({ rows, columns }) => {
    const width = columns + 1, from = base, inner = (whole: Float32Array) => rounded(Array.from({ length: rows * columns }, (_, i) => whole[from + (Math.floor(i / columns) + 1) * width + (i % columns) + 1]));
    base += (rows + 1) * width;
    return { rows, columns, re: inner(image.re), im: inner(image.im) };
  });
}

async function differencesIn({ hearing: { senses }, inputs, taught }: Scene): Promise<DifferenceText[]> {
  const demos = taught.length, grids = [...inputs.slice(0, demos), ...taught], alike = (a: number, b: number) => grids[a].length === grids[b].length && grids[a][0].length === grids[b][0].length;
  const own = taught.flatMap((_, k): [number, number][] => (alike(k, demos + k) ? [[k, demos + k]] : []));
  const next = (first: 0 | 1) => taught.flatMap((_, k): [number, number][] => (k % 2 === first && k + 1 < demos && alike(k, k + 1) ? [[k, k + 1]] : []));
  const asked = [own, next(0), next(1)].filter((pairs) => pairs.length > 0); // a carrier ties a grid to one other at a time
  if (asked.length === 0) return [];
  const sea = laySea(grids), found = await differences(senses, sea, sea.colour, asked.map((pairs) => pairTable(sea, pairs)));
  const sideOf = (grid: number): Side => (grid < demos ? { demonstration: grid, side: 'input' } : { demonstration: grid - demos, side: 'output' });
  return asked.flatMap((pairs, k) => pairs.map(([from, to]) => {
    const { rows, columns, offset } = sea.grids[from];
    return { from: sideOf(from), to: sideOf(to), tenths: grided(found[k].field.subarray(offset, offset + rows * columns), rows, columns), order: rounded([found[k].order[from]])[0] };
  })).sort((a, b) => Number(a.to.side === 'input') - Number(b.to.side === 'input') || a.from.demonstration - b.from.demonstration);
}

function grided(values: ArrayLike<number>, rows: number, columns: number): number[][] {
  return Array.from({ length: rows }, (_, r) => Array.from({ length: columns }, (_, c) => values[r * columns + c]));
}
