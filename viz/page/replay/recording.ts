import { readChunk, readGroup, type ZarrArray, type ZarrData, type ZarrGroup, type ZarrStore } from '../../../src/runs/zarrRead.ts';

/** Something of a recording that can be drawn: a phase, a value, or the plane of two variables (phase and amplitude). `of`: what one entry of it is. */
export interface Seen { id: string; label: string; by: 'phase' | 'value'; arrays: string[]; of: string }
/** A scalar over time: its name in the recording, its symbol, words and unit (t: unit of time). */
export interface Measure { id: string; symbol: string; name: string; unit?: string }
/** Measures that the simulation writes, in the order in which they are shown; others follow by the names that they came with. */
const MEASURES: readonly Measure[] = [
  { id: 'orderParameter', symbol: 'r', name: 'order parameter' }, { id: 'energy', symbol: 'E', name: 'energy' },
  { id: 'meanFrequency', symbol: 'Ω', name: 'mean frequency', unit: 'rad/t' }, { id: 'residual', symbol: 'ρ', name: 'residual', unit: '1/t' }, { id: 'volatility', symbol: 'v', name: 'volatility', unit: '1/t' },
];
/** `ringStrengths` as a person reads it. */
const words = (name: string): string => name.replace(/([a-z])([A-Z])/g, '$1 $2').replaceAll('_', ' ').toLowerCase();
/** One moment of one copy of the field. `amplitude` where a plane is seen. */
export interface Frame { rows: number; columns: number; theta: Float32Array; amplitude?: Float32Array }

/** The dimensions of one copy at one moment. */
const places = (dimensions: readonly string[]): string[] => dimensions.filter((d, k) => k > 0 && !(k === 1 && d === 'batch'));

/** Chunks of a series that are read to draw its course: of a long one, as many as are spread evenly over it. */
const SERIES_CHUNKS = 12;
/** Unpacked bytes that are kept. */
const KEPT = 96 * 2 ** 20;

/**
 * A recorded motion that is read as it is looked at: a moment costs the chunks that hold it, and nothing is read twice while it is kept.
 * A chunk that is missing or broken is said in `faults` and shows as silence (NaN); the other moments stay.
 */
export class Recording {
  readonly faults = new Set<string>();
  /** Files asked for, and bytes that came. */
  readonly cost = { requests: 0, bytes: 0 };
  private readonly kept = new Map<string, { data: Promise<ZarrData>; bytes: number }>();
  private held = 0;
  private index: number[] = [];
  private times: number[] = [];

  private constructor(private readonly store: ZarrStore, private group: ZarrGroup) {}

  /** Errors: Error in one line where there is no recording, or one of another kind. */
  static async open(store: ZarrStore): Promise<Recording> {
    const recording = new Recording(store, { attributes: {}, arrays: {} });
    await recording.refresh();
    return recording;
  }

  /** Looks again at how long it is: a running simulation adds to it. */
  async refresh(): Promise<void> {
    const before = this.group.arrays.time?.shape[0] ?? -1;
    this.group = await readGroup({ get: (key) => this.get(key) });
    if (!this.group.arrays.time) throw new Error('This recording names no times, expected an array called time. It was written by another program or version.');
    if (this.moments === before) return;
    for (const [key, { bytes }] of this.kept) if (this.grows(key)) { this.kept.delete(key); this.held -= bytes; }
    if (this.moments > 0) ({ index: this.index, values: this.times } = await this.series('time'));
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

  /** Every array that has a value a site (a ring, a link …) at each time: phases first, then lattices before lists. */
  get seen(): Seen[] {
    const fields = Object.values(this.group.arrays).filter(({ dimensions: d }) => d[0] === 'time' && [1, 2].includes(places(d).length) && !d.includes('quantile'));
    const one = fields.map(({ name, dimensions, attributes }): Seen => {
      const turns = attributes.kind === 'phase' || attributes.units === 'rad' || (attributes.kind === undefined && /^(phase|theta)s?$/.test(name)), last = dimensions.at(-1)!;
      return { id: name, label: words(name), by: turns ? 'phase' : 'value', arrays: [name], of: last === 'column' ? 'site' : last.split('_').at(-1)! };
    });
    const planar = (this.attributes.simulation as { planar?: [string, string] } | undefined)?.planar ?? ['re', 'im'];
    const plane: Seen[] = planar.every((v) => one.some((s) => s.id === v)) ? [{ id: 'z', label: `phase and amplitude of (${planar.join(', ')})`, by: 'phase', arrays: planar, of: 'site' }] : [];
    return [...plane, ...one.sort((a, b) => Number(b.by === 'phase') - Number(a.by === 'phase'))];
  }

  /** Scalars over time that were recorded: order parameter, energy …, and whatever else this recording holds by name. */
  get measures(): Measure[] {
    const there = Object.values(this.group.arrays).filter(({ name, dimensions: d }) => name !== 'time' && d[0] === 'time' && places(d).length === 0);
    const known = MEASURES.filter(({ id }) => there.some(({ name }) => name === id));
    return [...known, ...there.filter(({ name }) => !known.some(({ id }) => id === name)).map(({ name }) => ({ id: name, symbol: '', name: words(name) }))];
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

  /** An array over time, in at most about two thousand moments from a few chunks. */
  async table(name: string): Promise<{ index: number[]; rows: ZarrData[] }> {
    const array = this.group.arrays[name], [length] = array.shape, size = array.shape.slice(1).reduce((a, b) => a * b, 1), all = Math.ceil(length / array.chunk), few = Math.min(all, SERIES_CHUNKS);
    const chosen = [...new Set(Array.from({ length: few }, (_, k) => Math.round((k * (all - 1)) / Math.max(1, few - 1))))];
    const chunks = await Promise.all(chosen.map((k) => this.chunk(array, k))), every = Math.max(1, Math.ceil((Math.min(length, few * array.chunk)) / 2000));
    const index: number[] = [], rows: ZarrData[] = [];
    chosen.forEach((k, c) => {
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
    return (await this.chunk(array, 0)).subarray(0, array.shape.reduce((a, b) => a * b, 1));
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
    for (let k = Math.floor(from / array.chunk); k * array.chunk < to; k++) if (!this.kept.has(`${name}/${k}`)) files++;
    return { files, bytes: files * bytes };
  }

  /** The times of a series' points. */
  timesOf(index: readonly number[]): number[] {
    const known = new Map(this.index.map((i, k) => [i, this.times[k]]));
    return index.map((i) => known.get(i) ?? NaN);
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
    const data = await this.chunk(array, Math.floor(moment / array.chunk)), at = ((moment % array.chunk) * copies + Math.min(copy, copies - 1)) * sites;
    return data.subarray(at, at + sites) as Float32Array;
  }

  private chunk(array: ZarrArray, k: number): Promise<ZarrData> {
    const key = `${array.name}/${k}`, there = this.kept.get(key);
    if (there) {
      this.kept.delete(key);
      this.kept.set(key, there); // looked at last
      return there.data;
    }
    const values = array.chunk * array.shape.slice(1).reduce((a, b) => a * b, 1), bytes = values * (array.type === '<f8' ? 8 : 4);
    const from = k * array.chunk, moments = `moments ${from} to ${Math.min(array.shape[0], from + array.chunk) - 1} of ${array.name}`;
    const store: ZarrStore = { get: async (file) => {
      const found = await this.get(file);
      if (!found) this.faults.add(`${file} is missing: ${moments} are blank.`);
      return found;
    } };
    const data = readChunk(store, array, k).catch((error: Error) => {
      this.faults.add(`${array.name}, chunk ${k} cannot be read (${error.message.split('\n')[0].replace(/\.$/, '')}): ${moments} are blank.`);
      return new Float32Array(values).fill(NaN);
    });
    this.kept.set(key, { data, bytes });
    this.held += bytes;
    for (const [old, { bytes: freed }] of this.kept) {
      if (this.held <= KEPT || old === key) break;
      this.kept.delete(old);
      this.held -= freed;
    }
    return data;
  }

  /** The last chunk of an array that grows is looked at again. */
  private grows(key: string): boolean {
    const [name, k] = key.split('/'), array = this.group.arrays[name];
    return !array || Number(k) >= Math.floor(array.shape[0] / array.chunk) - 1;
  }

  private async get(key: string): Promise<Uint8Array | undefined> {
    this.cost.requests += 1;
    const bytes = await this.store.get(key);
    this.cost.bytes += bytes?.length ?? 0;
    return bytes;
  }
}
