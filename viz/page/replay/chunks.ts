import { readChunk, type ZarrArray, type ZarrData, type ZarrStore } from '../../../src/runs/zarrRead.ts';

/** Unpacked bytes that are kept. */
const KEPT = 96 * 2 ** 20;

/**
 * Chunks of a recording's arrays, read as they are looked at: nothing is read twice while it is kept, what was looked at last is kept longest.
 * A chunk that is missing or broken is said in `faults` and shows as silence (NaN); so does one that did not come over the network, until `forgetLost`.
 */
export class Chunks {
  readonly faults = new Set<string>();
  /** Files asked for, and bytes that came. */
  readonly cost = { requests: 0, bytes: 0 };
  private readonly kept = new Map<string, { data: Promise<ZarrData>; bytes: number }>();
  private readonly lost = new Map<string, string>();
  private held = 0;

  constructor(private readonly store: ZarrStore) {}

  read(array: ZarrArray, k: number): Promise<ZarrData> {
    const key = `${array.name}/${k}`, there = this.kept.get(key);
    if (there) {
      this.kept.delete(key);
      this.kept.set(key, there); // looked at last
      return there.data;
    }
    const values = array.chunk * array.shape.slice(1).reduce((a, b) => a * b, 1), bytes = values * (array.type === '<f8' ? 8 : 4);
    const from = k * array.chunk, moments = `moments ${from} to ${Math.min(array.shape[0], from + array.chunk) - 1} of ${array.name}`;
    let away = false;
    const store: ZarrStore = { get: async (file) => {
      const found = await this.get(file).catch((error: unknown) => { away = true; throw error; });
      if (!found) this.faults.add(`${file} is missing: ${moments} are blank.`);
      return found;
    } };
    const data = readChunk(store, array, k).catch((error: Error) => {
      const fault = `${array.name}, chunk ${k} ${away ? 'did not come' : 'cannot be read'} (${error.message.split('\n')[0].replace(/\.$/, '')}): ${moments} are blank${away ? ' until it does' : ''}.`;
      this.faults.add(fault);
      if (away) this.lost.set(key, fault);
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

  has(name: string, k: number): boolean {
    return this.kept.has(`${name}/${k}`);
  }

  /** Forgets chunks that did not come, so that they are asked for again. True where there were some. */
  forgetLost(): boolean {
    const any = this.lost.size > 0;
    for (const [key, fault] of this.lost) {
      this.held -= this.kept.get(key)?.bytes ?? 0;
      this.kept.delete(key);
      this.faults.delete(fault);
    }
    this.lost.clear();
    return any;
  }

  /** Forgets the last chunk of every array that grows, so that it is looked at again. */
  forgetLast(arrays: Readonly<Record<string, ZarrArray>>): void {
    for (const [key, { bytes }] of this.kept) {
      const [name, k] = key.split('/'), array = arrays[name];
      if (array && Number(k) < Math.floor(array.shape[0] / array.chunk) - 1) continue;
      this.kept.delete(key);
      this.held -= bytes;
    }
  }

  async get(key: string): Promise<Uint8Array | undefined> {
    this.cost.requests += 1;
    const bytes = await this.store.get(key);
    this.cost.bytes += bytes?.length ?? 0;
    return bytes;
  }
}
