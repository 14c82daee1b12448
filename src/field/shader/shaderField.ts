import type { Fitted, Layout, Route } from '../carrier.ts';
import type { Field } from '../field.ts';
import { readsState, signalsOf } from '../fused/signals.ts';
import { INTEGRATORS } from '../integrator.ts';
import type { ParameterPlace } from '../parameters.ts';
import type { Arrays } from '../plan.ts';
import { deviceHere, lossOf, READ, USAGE } from './device.ts';
import { roomOn } from './room.ts';
import { carries, type Carry } from './shaderCarry.ts';
import { arrivalsOf, BINDINGS, dispatch, shaderPass, type Binding, type ShaderFusion } from './shaderPass.ts';

/** A field as WebGPU compute shaders, one dispatch a stage. */
export interface ShaderField {
  advance(state: Arrays, steps: number, time: number, packed: Float32Array, fitted: Record<string, Fitted>): Promise<{ state: Arrays; rate: Arrays }>;
  /** Bytes that one step reads and writes if every array of a pass comes from memory once. */
  readonly traffic: number;
  readonly bytes: number;
  /** Whether its device is gone; every later call fails with the reason. */
  lost(): boolean;
  destroy(): void;
}

/** Bytes from one moment of the clock to the next, and steps that are handed to the device at once. */
const CLOCK = 256, PIECE = 512;

/** Compiles a field for a layout on the WebGPU device of this process. Errors: Error of `deviceHere`; RangeError where the device's buffers are too small. */
export async function shaderField(field: Field, layout: Layout, fitted: Record<string, Fitted>, parameters: ParameterPlace): Promise<ShaderField> {
  const { device, lost } = await deviceHere(), { model } = field, { stages } = INTEGRATORS[field.integrator], lattice = Object.values(fitted).map((f) => f.route!).find((r): r is Extract<Route, { kind: 'lattice' }> => r.kind === 'lattice');
  const fusion: ShaderFusion = { field, fitted, parameters, entries: layout.batch, rows: lattice?.rows ?? 1, columns: lattice?.columns ?? layout.sites, stages };
  const sites = layout.sites * layout.batch, signals = signalsOf(field).length, { list, partial } = carries(fusion), variables = model.variables.length;
  const room = roomOn(device), buffer = (values: number) => room.take(values);
  const packedLength = Math.max(1, parameters.scalars.length) + parameters.perSite.length * parameters.padded;
  const buffers: Record<Exclude<Binding, 'clock' | 'signals' | 'next'>, GPUBuffer> = {
    state: buffer(variables * sites), sum: buffer(stages.length > 1 ? variables * sites : 1), stage: buffer(stages.length > 1 && model.variables.some((v) => readsState(field, v)) ? variables * sites : 1), rate: buffer(variables * sites),
    parameters: buffer(packedLength), heard: buffer(arrivalsOf(fusion).length * sites),
  };
  const turns = [buffer(signals * sites), buffer(signals * sites)], between = buffer(partial), links = new Map<string, { weights: GPUBuffer; rows: GPUBuffer }>();
  for (const [c, { route }] of Object.entries(fitted)) {
    if (route?.kind === 'dense') links.set(c, { weights: buffer(route.weight.length), rows: buffer(1) });
    if (route?.kind === 'sparse') links.set(c, { weights: buffer(typeof route.weight === 'number' ? 1 : route.weight.length), rows: buffer(route.start.length + route.site.length) });
  }
  const clock = room.take((CLOCK / 4) * (PIECE + 1), USAGE.UNIFORM | USAGE.COPY_DST), readBack = room.take(2 * variables * sites, USAGE.MAP_READ | USAGE.COPY_DST);
  await room.granted();

  const compile = async (code: string) => device.createComputePipelineAsync({ layout: 'auto', compute: { module: device.createShaderModule({ code }), entryPoint: 'main' } });
  const bind = (pipeline: GPUComputePipeline, entries: [number, GPUBuffer, number?][]) => device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries: entries.map(([binding, b, offset]) => ({ binding, resource: offset === undefined ? { buffer: b } : { buffer: b, offset, size: 4 } })) });
  const { groups } = dispatch(fusion);

  /** A pass with its bind groups for both turns; `step` chooses the clock. */
  const pass = async (kind: 'emit' | 'rate' | number) => {
    const { text, traffic } = shaderPass(kind, fusion), pipeline = await compile(text), declared = [...text.matchAll(/@binding\((\d)\)/g)].map((m) => Number(m[1]));
    const names = (Object.keys(BINDINGS) as Binding[]).filter((b) => declared.includes(BINDINGS[b])), timed = names.includes('clock'), kept = new Map<string, GPUBindGroup>();
    return { traffic, encode(into: GPUComputePassEncoder, turn: number, step: number) {
      const key = `${turn} ${timed ? step : 0}`;
      if (!kept.has(key)) kept.set(key, bind(pipeline, names.map((b) => (b === 'clock' ? [BINDINGS[b], clock, step * CLOCK] : [BINDINGS[b], b === 'signals' ? turns[turn] : b === 'next' ? turns[1 - turn] : buffers[b]]))));
      into.setPipeline(pipeline);
      into.setBindGroup(0, kept.get(key)!);
      into.dispatchWorkgroups(...groups);
    } };
  };
  const carrying = async ({ text, reads, writes, links: carrier, groups: size }: Carry) => {
    const pipeline = await compile(text), held = carrier === undefined ? undefined : links.get(carrier), sparse = carrier !== undefined && fitted[carrier].route!.kind === 'sparse';
    const sets = turns.map((signal) => bind(pipeline, [[0, reads === 'signals' ? signal : between], [1, writes === 'heard' ? buffers.heard : between], ...(held ? [[2, held.weights] as [number, GPUBuffer]] : []), ...(held && sparse ? [[3, held.rows] as [number, GPUBuffer]] : [])]));
    return (into: GPUComputePassEncoder, turn: number) => {
      into.setPipeline(pipeline);
      into.setBindGroup(0, sets[turn]);
      into.dispatchWorkgroups(...size);
    };
  };
  const [emit, rate, ...moves] = await Promise.all([pass('emit'), pass('rate'), ...stages.map((_, j) => pass(j))]), carry = await Promise.all(list.map(carrying));

  const uploaded = new Map<string, unknown>();
  const putLinks = (now: Record<string, Fitted>) => {
    for (const [c, { weights, rows }] of links) {
      const route = now[c].route as Extract<Route, { kind: 'dense' | 'sparse' }>;
      if (uploaded.get(c) === route.weight && uploaded.get(`${c} rows`) === (route as { start?: Int32Array }).start) continue;
      device.queue.writeBuffer(weights, 0, typeof route.weight === 'number' ? Float32Array.of(route.weight) : route.weight as Float32Array<ArrayBuffer>);
      if (route.kind === 'sparse') {
        device.queue.writeBuffer(rows, 0, route.start as Int32Array<ArrayBuffer>);
        device.queue.writeBuffer(rows, 4 * route.start.length, route.site as Int32Array<ArrayBuffer>);
      }
      uploaded.set(c, route.weight).set(`${c} rows`, (route as { start?: Int32Array }).start);
    }
  };
  const once = async (...[state, steps, time, packed, now]: Parameters<ShaderField['advance']>): ReturnType<ShaderField['advance']> => {
    model.variables.forEach((v, k) => device.queue.writeBuffer(buffers.state, 4 * k * sites, state[v] as Float32Array<ArrayBuffer>, 0, sites));
    device.queue.writeBuffer(buffers.parameters, 0, packed as Float32Array<ArrayBuffer>);
    putLinks(now);
    let turn = 0;
    for (let from = 0; from === 0 || from < steps; from += PIECE) {
      const n = Math.min(PIECE, steps - from), ends = from + n === steps, encoder = device.createCommandEncoder(), p = encoder.beginComputePass();
      if (model.timed) device.queue.writeBuffer(clock, 0, Float32Array.from({ length: (CLOCK / 4) * (n + 1) }, (_, k) => time + (from + Math.floor((4 * k) / CLOCK)) * field.dt));
      if (from === 0) emit.encode(p, 1, 0); // hears turn 1, writes turn 0
      for (let s = 0; s < n; s++) for (const move of moves) {
        for (const c of carry) c(p, turn);
        move.encode(p, turn, s);
        turn = 1 - turn;
      }
      if (ends) {
        for (const c of carry) c(p, turn);
        rate.encode(p, turn, n);
      }
      p.end();
      if (ends) {
        encoder.copyBufferToBuffer(buffers.state, 0, readBack, 0, 4 * variables * sites);
        encoder.copyBufferToBuffer(buffers.rate, 0, readBack, 4 * variables * sites, 4 * variables * sites);
      }
      device.queue.submit([encoder.finish()]);
    }
    await readBack.mapAsync(READ);
    const all = new Float32Array(readBack.getMappedRange().slice(0));
    readBack.unmap();
    const part = (from: number) => Object.fromEntries(model.variables.map((v, k) => [v, all.subarray((from + k) * sites, (from + k + 1) * sites)]));
    return { state: part(0), rate: part(variables) };
  };
  let queue: Promise<unknown> = Promise.resolve();
  return {
    advance(...args) {
      const turn = queue.then(() => once(...args)).catch(async (error: Error) => { throw (await lossOf(device)) ?? error; });
      queue = turn.catch(() => undefined);
      return turn;
    },
    traffic: moves.reduce((sum, m) => sum + m.traffic * sites + list.reduce((all, c) => all + c.traffic, 0), 0),
    bytes: room.bytes(),
    lost,
    destroy: room.free,
  };
}
