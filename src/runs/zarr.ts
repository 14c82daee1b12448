import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { makeFolder, writeWhole } from './files.ts';
import { chunkKey, type ZarrArray, type ZarrData } from './zarrRead.ts';

/** An array of a recording: what one entry along the first dimension is, and which ones grow. */
export interface RecordedArray {
  /** Names of all dimensions; arrays whose first is `time` grow by `append`, the others are written once by `put`. */
  dimensions: string[];
  /** Length of every dimension but time. */
  shape: number[];
  type: ZarrArray['type'];
  /** Meaning and unit, for people and for xarray. */
  attributes?: Record<string, unknown>;
}

/** About a megabyte a chunk, or 1024 entries of small ones. */
const CHUNK_BYTES = 2 ** 20, CHUNK_MOST = 1024;
const BYTES = { '<f4': 4, '<f8': 8, '<i4': 4 };

interface Growing { spec: RecordedArray; chunk: number; size: number; values: Float32Array | Float64Array | Int32Array }

/**
 * Writes `field.zarr`: Zarr v2, one chunk after the other as time goes on, each file whole or not at all, and the lengths in the metadata
 * only once the chunks that they promise are there. So whoever reads, and whenever the writer is killed, what is there is right.
 * xarray opens it by `xarray.open_zarr(path)`. Every write that the disk refuses throws Trouble.
 */
export class ZarrWriter {
  private readonly growing = new Map<string, Growing>();
  private readonly metadata: Record<string, unknown>;
  private flushed: number;

  private constructor(readonly path: string, attributes: Record<string, unknown>, private readonly arrays: Record<string, RecordedArray>, private length: number) {
    this.flushed = length;
    this.metadata = { '.zgroup': { zarr_format: 2 }, '.zattrs': attributes };
    for (const [name, spec] of Object.entries(arrays)) {
      if (spec.dimensions[0] !== 'time') continue;
      const size = spec.shape.reduce((a, b) => a * b, 1), chunk = Math.max(1, Math.min(CHUNK_MOST, Math.floor(CHUNK_BYTES / (size * BYTES[spec.type]))));
      this.growing.set(name, { spec, chunk, size, values: emptyChunk(spec.type, chunk * size) });
    }
  }

  static create(path: string, attributes: Record<string, unknown>, arrays: Record<string, RecordedArray>): ZarrWriter {
    const writer = new ZarrWriter(path, attributes, arrays, 0);
    makeFolder(path);
    for (const name of Object.keys(arrays)) makeFolder(join(path, name));
    writer.write('.zgroup', json(writer.metadata['.zgroup']));
    writer.write('.zattrs', json(attributes));
    for (const [name, { dimensions, shape, type, attributes: own }] of Object.entries(arrays)) {
      writer.metadata[`${name}/.zattrs`] = { _ARRAY_DIMENSIONS: dimensions, ...own };
      writer.write(`${name}/.zattrs`, json(writer.metadata[`${name}/.zattrs`]));
      if (dimensions[0] !== 'time') writer.describe(name, shape, shape, type);
    }
    writer.lengths();
    return writer;
  }

  /** Goes on with a recording after its first `entries` moments; what came later, and what its end had added to the attributes, is written over. */
  static async reopen(path: string, attributes: Record<string, unknown>, arrays: Record<string, RecordedArray>, entries: number, read: (name: string, chunk: number) => Promise<ZarrData>): Promise<ZarrWriter> {
    const writer = new ZarrWriter(path, attributes, arrays, entries);
    Object.assign(writer.metadata, (JSON.parse(readFileSync(join(path, '.zmetadata'), 'utf8')) as { metadata: object }).metadata, { '.zattrs': attributes });
    writer.write('.zattrs', json(attributes));
    for (const [name, { chunk, size, values }] of writer.growing) {
      const kept = entries % chunk;
      if (kept > 0) values.set((await read(name, Math.floor(entries / chunk))).subarray(0, kept * size) as never);
    }
    writer.lengths();
    return writer;
  }

  /** How many moments were appended. */
  get entries(): number {
    return this.length;
  }

  /** One moment: a value (or array) for every array that grows. Full chunks are written at once. Where the disk refuses one, the moment is not appended. */
  append(moment: Record<string, number | ArrayLike<number>>): void {
    for (const [name, { chunk, size, values }] of this.growing) {
      const value = moment[name], at = (this.length % chunk) * size;
      if (typeof value === 'number') values.fill(value, at, at + size);
      else values.set(value as never, at);
    }
    const full = [...this.growing].filter(([, { chunk }]) => (this.length + 1) % chunk === 0);
    for (const [name, growing] of full) this.chunk(name, growing, (this.length + 1) / growing.chunk - 1); // may throw: then this moment was not appended
    for (const [, { spec, values }] of full) values.fill(spec.type === '<i4' ? 0 : NaN);
    this.length++;
  }

  /** Writes an array that does not grow. */
  put(name: string, values: ZarrData): void {
    this.write(`${name}/${chunkKey(this.arrays[name].shape.length, 0)}`, packed(values));
  }

  /** Adds to the attributes of the whole recording what only its end knows; flushes. */
  conclude(attributes: Record<string, unknown>): void {
    const all = { ...(this.metadata['.zattrs'] as object), ...attributes };
    this.metadata['.zattrs'] = all;
    this.write('.zattrs', json(all));
    this.flushed = -1;
    this.flush();
  }

  /** Writes what was appended since, and then how long the arrays are now. */
  flush(): void {
    if (this.flushed === this.length) return;
    for (const [name, growing] of this.growing) if (this.length % growing.chunk > 0) this.chunk(name, growing, Math.floor(this.length / growing.chunk));
    this.lengths();
    this.flushed = this.length;
  }

  private chunk(name: string, { spec, values }: Growing, index: number): void {
    this.write(`${name}/${chunkKey(spec.dimensions.length, index)}`, packed(values));
  }

  private lengths(): void {
    for (const [name, { spec, chunk }] of this.growing) this.describe(name, [this.length, ...spec.shape], [chunk, ...spec.shape], spec.type);
    this.write('.zmetadata', json({ zarr_consolidated_format: 1, metadata: this.metadata }));
  }

  private describe(name: string, shape: number[], chunks: number[], type: ZarrArray['type']): void {
    const array = {
      zarr_format: 2, shape, chunks, dtype: type, order: 'C', fill_value: type === '<i4' ? 0 : 'NaN',
      compressor: { id: 'zlib', level: 1 }, filters: [{ id: 'shuffle', elementsize: BYTES[type] }],
    };
    this.metadata[`${name}/.zarray`] = array;
    this.write(`${name}/.zarray`, json(array));
  }

  private write(key: string, data: string | Uint8Array): void {
    writeWhole(join(this.path, key), data);
  }
}

function emptyChunk(type: ZarrArray['type'], length: number): Growing['values'] {
  return type === '<f4' ? new Float32Array(length).fill(NaN) : type === '<f8' ? new Float64Array(length).fill(NaN) : new Int32Array(length);
}

/** numcodecs' shuffle (byte k of every element together), then zlib. */
function packed(values: ZarrData): Uint8Array {
  const element = values.BYTES_PER_ELEMENT, plain = new Uint8Array(values.buffer, values.byteOffset, values.byteLength), count = values.length, bytes = new Uint8Array(plain.length);
  for (let k = 0; k < element; k++) for (let i = 0, to = k * count; i < count; i++) bytes[to + i] = plain[i * element + k];
  return deflateSync(bytes, { level: 1 });
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 1)}\n`;
