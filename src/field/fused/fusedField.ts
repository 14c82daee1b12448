import type { Fitted, Layout } from '../carrier.ts';
import type { Field } from '../field.ts';
import { INTEGRATORS } from '../integrator.ts';
import type { ParameterPlace } from '../parameters.ts';
import { geometryOf } from './geometry.ts';
import type { Lanes } from './lanes.ts';
import { moduleOf } from './module.ts';
import type { Fusion } from './pass.ts';
import { placesOf } from './places.ts';
import { share, type Shared } from './threads.ts';

export type Numbers = Float32Array | Float64Array;
export type FusedState<A> = { state: Record<string, A>; rate: Record<string, A> };

/** A field compiled into one WebAssembly module, with its memory. */
export interface FusedField<A extends Numbers> {
  /** `steps` steps from `state` at `time`. One call at a time: later ones wait. */
  advance(state: Record<string, A>, steps: number, time: number, parameters: Record<string, number | A>, fitted: Record<string, Fitted>): Promise<FusedState<A>>;
  readonly threads: number;
  readonly bytes: number;
  /** Bytes that one step reads and writes if every array of a pass comes from memory once. */
  readonly traffic: number;
  running(): boolean;
  destroy(): void;
}

/** Compiles a field for a layout. `parameters` says which have one value a site; links of carriers are uploaded when they change. */
export function fuse<A extends Numbers>(field: Field, layout: Layout, fitted: Record<string, Fitted>, parameters: ParameterPlace, lanes: Lanes, threads: number): FusedField<A> {
  const { stages } = INTEGRATORS[field.integrator], g = geometryOf(field, fitted, layout, lanes), places = placesOf(field, fitted, parameters, g, stages.length);
  const fusion: Fusion = { field, fitted, geometry: g, places, stages }, count = Math.min(threads, g.units), shared = count > 1;
  if (places.pages > 65536) throw new RangeError(`field: the fused field would need ${(places.pages / 16384).toFixed(1)} GiB, expected at most 4. Split the batch.`);
  const { module, traffic } = moduleOf(fusion, shared), memory = new WebAssembly.Memory({ initial: places.pages, maximum: places.pages, shared }), { buffer } = memory;
  const values = (lanes.bytes === 4 ? new Float32Array(buffer) : new Float64Array(buffer)) as A, whole = new Int32Array(buffer);
  const total = layout.sites * layout.batch, { columns, pitch } = g, lines = g.entries * g.rows;
  const index = (at: number) => at / lanes.bytes;

  const put = (at: number, from: ArrayLike<number>, length = lines * columns) => {
    if (pitch === columns) return values.set(from.length === length ? from : Array.prototype.slice.call(from, 0, length), index(at));
    for (let line = 0, i = 0; line < lines; line++) for (let c = 0; c < columns; c++) values[index(at) + line * pitch + c] = from[i++];
  };
  const get = (at: number): A => {
    if (pitch === columns) return values.slice(index(at), index(at) + total) as A;
    const out = new (values.constructor as new (n: number) => A)(total);
    for (let line = 0, i = 0; line < lines; line++) for (let c = 0; c < columns; c++) out[i++] = values[index(at) + line * pitch + c];
    return out;
  };

  const uploaded = new Map<string, unknown>();
  /** Links of dense and sparse carriers, unless they are already there. */
  const putLinks = (now: Record<string, Fitted>) => {
    for (const [c, { weight, start, site }] of Object.entries(places.links)) {
      const route = now[c].route!;
      if (route.kind !== 'dense' && route.kind !== 'sparse') continue;
      if (uploaded.get(c) === route.weight && uploaded.get(`${c} rows`) === (route as { start?: Int32Array }).start) continue;
      if (route.kind === 'sparse') {
        whole.set(route.start, start / 4);
        whole.set(route.site, site / 4);
        values.set(typeof route.weight === 'number' ? [route.weight] : route.weight, index(weight));
      } else for (let i = 0; i < columns; i++) values.set(route.weight.subarray(i * columns, (i + 1) * columns), index(weight) + i * pitch);
      uploaded.set(c, route.weight).set(`${c} rows`, (route as { start?: Int32Array }).start);
    }
  };
  const all = new Int32Array(buffer, places.mask, 8).fill(-1);
  const tail = columns % lanes.count;
  if (tail) all.fill(0, 4 + (tail * lanes.bytes) / 4);

  let alone: ((thread: number, threads: number, steps: number, time: number) => void) | undefined, together: Promise<Shared> | undefined;
  if (shared) together = share(module, memory, count);
  else alone = new WebAssembly.Instance(module, { env: { memory } }).exports.run as typeof alone;

  let queue: Promise<unknown> = Promise.resolve(), running = 0;
  const once = async (...[state, steps, time, given, now]: Parameters<FusedField<A>['advance']>): Promise<FusedState<A>> => {
    for (const v of field.model.variables) put(places.x[v], state[v]);
    for (const [p, { at, perSite }] of Object.entries(places.parameters)) {
      const value = given[p] ?? field.model.parameters[p];
      if (typeof value === 'number') values[index(at)] = value;
      else if (perSite) put(at, value);
    }
    putLinks(now);
    if (alone) alone(0, 1, steps, time);
    else await (await together!).run(steps, time);
    const read = (of: Record<string, number>) => Object.fromEntries(field.model.variables.map((v) => [v, get(of[v])]));
    return { state: read(places.x), rate: read(places.rate) };
  };
  return {
    advance(...args) {
      running++;
      const turn = queue.then(() => once(...args)).finally(() => running--);
      queue = turn.catch(() => undefined);
      return turn;
    },
    threads: count,
    bytes: places.pages * 65536,
    traffic,
    running: () => running > 0,
    destroy: () => void together?.then((t) => t.drop()),
  };
}
