import { readGroup, type ZarrArray, type ZarrData, type ZarrGroup, type ZarrStore } from '../../../src/runs/zarrRead.ts';
import { Chunks } from './chunks.ts';
import { measuresIn, places, seenIn, type Measure, type Seen } from './seen.ts';

/** One moment of one copy of the field. `amplitude` where a plane is seen. */
export interface Frame { rows: number; columns: number; theta: Float32Array; amplitude?: Float32Array }

/** From the lowest to the highest value of an array in the whole run; `whole`: all of it was looked at. */
export interface Span { domain: [number, number]; whole: boolean }

/** Chunks of a series that are read to draw its course: of a long one, as many as are spread evenly over it. */
const SERIES_CHUNKS = 12;

/**
 * A recorded motion that is read as it is looked at: a moment costs the chunks that hold it. Moments of a chunk that is missing or broken are NaN; the others stay.
 */
export class Recording {
  private index: number[] = [];
  private times: number[] = [];
  private readonly spans = new Map<string, Promise<Span>>();

  private constructor(private readonly chunks: Chunks, private group: ZarrGroup) {}

  /** Errors: Error in one line where there is no recording, or one of another kind. */
  static async open(store: ZarrStore): Promise<Recording> {
    const recording = new Recording(new Chunks(store), { attributes: {}, arrays: {} });
    await recording.refresh();
    return recording;
  }

  /** Looks again at how long it is: a running simulation adds to it. */
  async refresh(): Promise<void> {
    const before = this.group.arrays.time?.shape[0] ?? -1;
    this.group = await readGroup(this.chunks);
    if (!this.group.arrays.time) throw new Error('This recording names no times, expected an array called time. It was written by another program or version.');
    if (this.moments === before) return;
    this.chunks.forgetLast(this.group.arrays);
    if (!await this.clock()) throw new Error(`It names ${this.moments} moments, and the times of most of them are not there. The file is broken.`);
  }

  /** Asks again for what did not come. True where there was something. */
  async retry(): Promise<boolean> {
    if (!this.chunks.forgetLost()) return false;
    await this.clock();
    return true;
  }

  /** Reads the times. False where most of them are not there. */
  private async clock(): Promise<boolean> {
    this.spans.clear();
    if (this.moments === 0) return true;
    const { index, values } = await this.series('time'), known = index.map((_, k) => k).filter((k) => Number.isFinite(values[k]));
    this.index = known.map((k) => index[k]);
    this.times = known.map((k) => values[k]);
    return 2 * known.length >= index.length;
  }

  /** What could not be read, a line each. */
  get faults(): ReadonlySet<string> {
    return this.chunks.faults;
  }

  /** Files asked for, and bytes that came. */
  get cost(): Readonly<Chunks['cost']> {
    return this.chunks.cost;
  }

  get moments(): number {
    return this.group.arrays.time.shape[0];
  }

  get attributes(): Record<string, unknown> {
    return this.group.attributes;
  }

  /** Bytes of all arrays, unpacked. */
  get size(): number {
    return Object.values(this.group.arrays).reduce((sum, { shape, type }) => sum + shape.reduce((a, b) => a * b, type === '<f8' ? 8 : 4), 0);
  }

  /** What is in it, by name. */
  get arrays(): Readonly<Record<string, ZarrArray>> {
    return this.group.arrays;
  }

  /** How it came out, once it has ended: since when the field has rested, where it does. */
  get outcome(): { status: string; time: number; restSince?: number } | undefined {
    return this.attributes.outcome as { status: string; time: number; restSince?: number } | undefined;
  }

  /** Independent copies side by side. */
  get copies(): number {
    const array = Object.values(this.group.arrays).find(({ dimensions: d }) => d[0] === 'time' && d.length > 1);
    return array?.dimensions[1] === 'batch' ? array.shape[1] : 1;
  }

  /** What can be drawn of it: phases first, then lattices before lists. */
  get seen(): Seen[] {
    return seenIn(this.group);
  }

  /** Scalars over time that were recorded: order parameter, energy …, and whatever else this recording holds by name. */
  get measures(): Measure[] {
    return measuresIn(this.group);
  }

  get span(): [number, number] {
    return [this.times[0] ?? 0, this.times[this.times.length - 1] ?? 0];
  }

  /** The last moment that is not later than a time. Between the times that were read, moments are taken as evenly spaced. */
  momentAt(t: number): number {
    const { index, times } = this;
    let low = 0, high = times.length - 1;
    while (low < high) { const middle = (low + high + 1) >> 1; if (times[middle] <= t + 1e-9) low = middle; else high = middle - 1; }
    if (low + 1 >= index.length || index[low + 1] === index[low] + 1) return index[low] ?? 0;
    return Math.floor(index[low] + ((index[low + 1] - index[low]) * Math.max(0, t - times[low])) / (times[low + 1] - times[low]) + 1e-9);
  }

  /** An array over time, in at most about two thousand moments from a few chunks. Between chunks that are not read stands a row of NaN, half a moment after the last: a gap. */
  async table(name: string): Promise<{ index: number[]; rows: ZarrData[] }> {
    const array = this.group.arrays[name], [length] = array.shape, size = array.shape.slice(1).reduce((a, b) => a * b, 1), chosen = spread(Math.ceil(length / array.chunk), SERIES_CHUNKS);
    const chunks = await Promise.all(chosen.map((k) => this.chunks.read(array, k))), every = Math.max(1, Math.ceil((Math.min(length, chosen.length * array.chunk)) / 2000));
    const index: number[] = [], rows: ZarrData[] = [];
    chosen.forEach((k, c) => {
      if (c > 0 && k > chosen[c - 1] + 1) { index.push((chosen[c - 1] + 1) * array.chunk - 0.5); rows.push(new Float64Array(size).fill(NaN)); }
      const first = k * array.chunk, last = Math.min(length, first + array.chunk) - 1;
      for (let i = first; i <= last; i += i < last ? Math.min(every, last - i) : 1) { index.push(i); rows.push(chunks[c].subarray((i - first) * size, (i - first + 1) * size)); }
    });
    return { index, rows };
  }

  /** A scalar over time, of one copy. */
  async series(name: string, copy = 0): Promise<{ index: number[]; values: number[] }> {
    const { index, rows } = await this.table(name);
    return { index, values: rows.map((row) => row[row.length > copy ? copy : 0]) };
  }

  /** An array that does not grow. */
  async fixed(name: string): Promise<ZarrData> {
    const array = this.group.arrays[name];
    return (await this.chunks.read(array, 0)).subarray(0, array.shape.reduce((a, b) => a * b, 1));
  }

  /** The time of a moment; between the times that were read, moments are taken as evenly spaced. */
  timeOf(moment: number): number {
    const { index, times } = this;
    let k = 0;
    while (k + 2 < index.length && index[k + 1] <= moment) k++;
    return index.length < 2 ? times[0] ?? 0 : times[k] + ((times[k + 1] - times[k]) * (moment - index[k])) / (index[k + 1] - index[k]);
  }

  /** Simulated time between two moments where they are evenly spaced (the last may come early), else undefined. */
  get interval(): number | undefined {
    const { index, times } = this, steps = index.slice(1, -1).map((i, k) => (times[k + 1] - times[k]) / (i - index[k]));
    const mean = steps.reduce((a, b) => a + b, 0) / steps.length;
    return steps.length > 0 && steps.every((s) => Math.abs(s - mean) < 0.01 * mean) ? mean : undefined;
  }

  /** What these moments of an array would still cost: files, and bytes unpacked. */
  costOf(name: string, from: number, to: number): { files: number; bytes: number } {
    const array = this.group.arrays[name], bytes = array.chunk * array.shape.slice(1).reduce((a, b) => a * b, array.type === '<f8' ? 8 : 4);
    let files = 0;
    for (let k = Math.floor(from / array.chunk); k * array.chunk < to; k++) if (!this.chunks.has(name, k)) files++;
    return { files, bytes: files * bytes };
  }

  /** The times of a series' points. */
  timesOf(index: readonly number[]): number[] {
    const known = new Map(this.index.map((i, k) => [i, this.times[k]]));
    return index.map((i) => known.get(i) ?? this.timeOf(i));
  }

  /** How many chunks along time an array has, and how many of them are read for its course. */
  piecesOf(name: string): { read: number; of: number } {
    const { shape: [length], chunk } = this.group.arrays[name], of = Math.ceil(length / chunk);
    return { read: Math.min(of, SERIES_CHUNKS), of };
  }

  /**
   * From where to where the values of an array go in the whole run, whatever was looked at: from the quantiles that were recorded with it, else from
   * its first, middle and last chunk.
   */
  spanOf(name: string): Promise<Span> {
    const there = this.spans.get(name) ?? this.searched(name);
    this.spans.set(name, there);
    return there;
  }

  private async searched(name: string): Promise<Span> {
    const { arrays } = this.group, summary = arrays[name].attributes.quantiles, recorded = typeof summary === 'string' && summary in arrays, array = arrays[recorded ? summary : name];
    const [length] = array.shape, size = array.shape.slice(1).reduce((a, b) => a * b, 1), all = Math.ceil(length / array.chunk), chosen = spread(all, recorded ? SERIES_CHUNKS : 3);
    const found = await Promise.all(chosen.map(async (k) => ends((await this.chunks.read(array, k)).subarray(0, (Math.min(length, (k + 1) * array.chunk) - k * array.chunk) * size))));
    return { domain: ends(found.flat()), whole: chosen.length === all };
  }

  async frame(moment: number, { arrays }: Seen, copy = 0): Promise<Frame> {
    const parts = await Promise.all(arrays.map((name) => this.values(name, moment, copy)));
    const { shape, dimensions } = this.group.arrays[arrays[0]], flat = places(dimensions).length === 1;
    const size = { rows: flat ? 1 : shape.at(-2)!, columns: shape.at(-1)! }, [x, y] = parts;
    if (!y) return { ...size, theta: x };
    return { ...size, theta: x.map((re, i) => Math.atan2(y[i], re)), amplitude: x.map((re, i) => Math.hypot(re, y[i])) };
  }

  /** An array at a moment, of one copy. */
  async values(name: string, moment: number, copy = 0): Promise<Float32Array> {
    const array = this.group.arrays[name], sites = array.shape.slice(array.dimensions[1] === 'batch' ? 2 : 1).reduce((a, b) => a * b, 1), copies = array.dimensions[1] === 'batch' ? array.shape[1] : 1;
    const data = await this.chunks.read(array, Math.floor(moment / array.chunk)), at = ((moment % array.chunk) * copies + Math.min(copy, copies - 1)) * sites;
    return data.subarray(at, at + sites) as Float32Array;
  }
}

/** At most `most` of so many chunks, evenly spread, the first and the last among them. */
function spread(all: number, most: number): number[] {
  const few = Math.min(all, most);
  return [...new Set(Array.from({ length: few }, (_, k) => Math.round((k * (all - 1)) / Math.max(1, few - 1))))];
}

/** The lowest and the highest finite number. */
function ends(values: ArrayLike<number>): [number, number] {
  let low = Infinity, high = -Infinity;
  for (let i = 0; i < values.length; i++) {
    const v = values[i];
    if (v < low && v > -Infinity) low = v;
    if (v > high && v < Infinity) high = v;
  }
  return [low, high];
}
