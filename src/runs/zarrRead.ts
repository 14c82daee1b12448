/**
 * Recorded trajectories, read piece by piece: in the browser over HTTP (`httpStore`), in Node from a folder, in tests from memory.
 * No Node modules here. The format is Zarr v2 as `zarr.ts` writes it (and xarray reads it):
 *
 *   .zmetadata              everything about all arrays, one file; read again, it shows what a running simulation has added
 *   NAME/.zarray, .zattrs   shape, chunk shape, type; `_ARRAY_DIMENSIONS`: ["time", "batch"?, "row", "column"] or ["time", "batch"?, "site"]
 *   NAME/12.0.0             chunk 12 along time: C order, little-endian, bytes shuffled by element (numcodecs `shuffle`), then zlib
 *
 * Chunks cut the first dimension only. Entries behind the end of the first dimension are fill (NaN).
 */

/** Where the bytes lie: undefined for a key that is not there. */
export interface ZarrStore { get(key: string): Promise<Uint8Array | undefined> }

export type ZarrData = Float32Array | Float64Array | Int32Array;

export interface ZarrArray {
  name: string;
  /** Length along each dimension; the first one grows while a simulation runs (arrays whose first dimension is time). */
  shape: number[];
  /** Names of the dimensions. */
  dimensions: string[];
  /** Length of a chunk along the first dimension. */
  chunk: number;
  type: '<f4' | '<f8' | '<i4';
  attributes: Record<string, unknown>;
}

export interface ZarrGroup {
  attributes: Record<string, unknown>;
  arrays: Record<string, ZarrArray>;
}

/** A group of a store at `url` (with or without a slash at its end). A 404 is a key that is not there; other failures throw. */
export function httpStore(url: string, get: typeof fetch = fetch): ZarrStore {
  const base = url.endsWith('/') ? url : `${url}/`;
  return {
    async get(key) {
      const reply = await get(base + key, { cache: 'no-cache' });
      if (reply.status === 404) return undefined;
      if (!reply.ok) throw new Error(`zarr: ${base}${key} answered ${reply.status} ${reply.statusText}, expected the file. Is the server still running?`);
      return new Uint8Array(await reply.arrayBuffer());
    },
  };
}

/** What a group holds, from its one metadata file. Errors: Error `zarr: …` where there is none, or it is of another kind. */
export async function readGroup(store: ZarrStore): Promise<ZarrGroup> {
  const bytes = await store.get('.zmetadata');
  if (!bytes) throw new Error('zarr: no .zmetadata came, expected a recorded group. Name the folder field.zarr of a run.');
  const { metadata } = objectOf(JSON.parse(new TextDecoder().decode(bytes)));
  if (!isObject(metadata) || !Object.values(metadata).every(isObject)) throw new Error('zarr: .zmetadata names no arrays, expected {"metadata": {…}}. The file is broken, or of another program.');
  const arrays: Record<string, ZarrArray> = {};
  for (const [key, array] of Object.entries(metadata)) {
    if (!key.endsWith('/.zarray')) continue;
    const name = key.slice(0, -'/.zarray'.length), { _ARRAY_DIMENSIONS: dimensions = [], ...attributes } = objectOf(metadata[`${name}/.zattrs`]), described = arrayOf(name, array as Record<string, unknown>);
    if (!Array.isArray(dimensions) || !dimensions.every((d) => typeof d === 'string') || dimensions.length > described.shape.length) throw new Error(`zarr: ${name} has the dimensions ${shown(dimensions)} for the shape ${described.shape.join(' × ')}, expected a name each. The file is broken.`);
    arrays[name] = { ...described, dimensions, attributes };
  }
  return { attributes: objectOf(metadata['.zattrs']), arrays };
}

/**
 * Entries `from` up to (not including) `to` along the first dimension of an array; only the chunks that hold them are fetched.
 * The result is C-ordered: (to − from) × the other dimensions. Errors: RangeError for entries that are not there.
 */
export async function readEntries(store: ZarrStore, array: ZarrArray, from = 0, to = array.shape[0]): Promise<ZarrData> {
  const { name, shape, chunk } = array;
  if (!(Number.isInteger(from) && Number.isInteger(to) && from >= 0 && from < to && to <= shape[0])) throw new RangeError(`zarr: entries ${from} to ${to} of ${name}, expected a part of 0 to ${shape[0]}. Read the group again if it grows.`);
  const size = shape.slice(1).reduce((a, b) => a * b, 1), all = new TYPES[array.type]((to - from) * size);
  const first = Math.floor(from / chunk), last = Math.floor((to - 1) / chunk);
  const chunks = await Promise.all(Array.from({ length: last - first + 1 }, (_, k) => readChunk(store, array, first + k)));
  chunks.forEach((values, k) => {
    const start = (first + k) * chunk, a = Math.max(from, start), b = Math.min(to, start + chunk);
    all.set(values.subarray((a - start) * size, (b - start) * size) as never, (a - from) * size);
  });
  return all;
}

/** A whole chunk, fill values included: `chunk` × the other dimensions. The unit to keep in a cache. */
export async function readChunk(store: ZarrStore, array: ZarrArray, index: number): Promise<ZarrData> {
  const { name, shape, chunk, type } = array, length = chunk * shape.slice(1).reduce((a, b) => a * b, 1), Typed = TYPES[type];
  const packed = await store.get(`${name}/${chunkKey(shape.length, index)}`);
  if (!packed) return new Typed(length).fill(type === '<i4' ? 0 : NaN);
  const bytes = unshuffled(await inflated(packed), Typed.BYTES_PER_ELEMENT);
  if (bytes.length !== length * Typed.BYTES_PER_ELEMENT) throw new Error(`zarr: chunk ${index} of ${name} holds ${bytes.length} bytes, expected ${length * Typed.BYTES_PER_ELEMENT}. The file is broken.`);
  return new Typed(bytes.buffer as ArrayBuffer, bytes.byteOffset, length);
}

/** File name of a chunk: its index along the first dimension, 0 along the others. */
export function chunkKey(dimensions: number, index: number): string {
  return [index, ...Array.from({ length: dimensions - 1 }, () => 0)].join('.');
}

const TYPES = { '<f4': Float32Array, '<f8': Float64Array, '<i4': Int32Array };

/** The most bytes of a chunk, unpacked: what is longer was not cut into chunks, or its metadata is broken. */
const CHUNK_MOST = 2 ** 30;

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const objectOf = (value: unknown): Record<string, unknown> => (isObject(value) ? value : {});
const shown = (value: unknown): string => (Array.isArray(value) ? value.map((v) => String(v)).join(' × ') : String(value)).slice(0, 60) || 'none';

function arrayOf(name: string, { shape, chunks, dtype, order, compressor, filters }: Record<string, unknown>): Omit<ZarrArray, 'dimensions' | 'attributes'> {
  const lengths = (value: unknown): value is number[] => Array.isArray(value) && value.length > 0 && value.every((n) => Number.isSafeInteger(n) && n >= 0);
  if (!lengths(shape) || !lengths(chunks) || shape.length !== chunks.length || chunks.some((n, k) => n === 0 && shape[k] > 0)) throw new Error(`zarr: ${name} has the shape ${shown(shape)} in chunks of ${shown(chunks)}, expected whole numbers, as many of each. The file is broken.`);
  const packing = objectOf(compressor).id, first = Array.isArray(filters) && filters.length === 1 ? objectOf(filters[0]).id : undefined, type = dtype as ZarrArray['type'];
  const ours = typeof dtype === 'string' && Object.hasOwn(TYPES, dtype) && order === 'C' && packing === 'zlib' && first === 'shuffle' && shape.slice(1).every((n, k) => n === chunks[k + 1]);
  if (!ours) throw new Error(`zarr: ${name} is ${shown(dtype)}, ${packing === undefined ? 'not compressed' : shown(packing)}, chunks ${chunks.join(' × ')} of ${shape.join(' × ')}, expected f4, f8 or i4, shuffled, zlib, chunks along the first dimension. Only recordings of Cymatic are read here.`);
  const bytes = chunks.reduce((a, b) => a * b, TYPES[type].BYTES_PER_ELEMENT);
  if (bytes > CHUNK_MOST) throw new Error(`zarr: a chunk of ${name} is ${chunks.join(' × ')}, expected at most ${CHUNK_MOST / 2 ** 20} MB. The file is broken.`);
  return { name, shape, chunk: chunks[0], type };
}

async function inflated(packed: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([packed as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new DecompressionStream('deflate'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Byte k of every element lies together: byte k of element i stands at k × count + i. */
function unshuffled(bytes: Uint8Array, element: number): Uint8Array {
  const count = bytes.length / element, plain = new Uint8Array(bytes.length);
  for (let k = 0; k < element; k++) for (let i = 0, from = k * count; i < count; i++) plain[i * element + k] = bytes[from + i];
  return plain;
}
