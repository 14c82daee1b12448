import { atOnce, type Parts } from './breath.ts';
import { lanesInParts } from './fused/ringLanes.ts';
import { begin, loudness, readField, sizeOf } from './fused/ringMemory.ts';
import { HEAD, ringModule } from './fused/ringModule.ts';
import type { RingDynamics, RingField, RingForm, RingSeed } from './ringField.ts';
import { LIMIT } from './ringLimit.ts';
import { PHASE } from './ringPhase.ts';

const FORMS: Record<RingForm, RingDynamics> = { phase: PHASE as unknown as RingDynamics, limit: LIMIT };
const modules = new Map<RingForm, WebAssembly.Module>();

/** Memory and the code on it; handed back after use, because a process can have only some hundred of them. */
interface Room { memory: WebAssembly.Memory; run(first: number, fields: number, steps: number): void }
const free: Record<RingForm, Room[]> = { phase: [], limit: [] };

/** Fields of one form, wired alike or not, which step in one call. */
export interface RingBatch {
  /** Step of the field time. */
  readonly dt: number;
  /** Steps every field that is not at rest. */
  advance(steps: number): void | Promise<void>;
  atRest(k: number): boolean;
  steps(k: number): number;
  /** Field k steps no more. */
  halt(k: number): void;
  /** Σ of what its rings quarrel. */
  loud(k: number): number;
  /** A copy of field k as it stands. */
  read(k: number): RingField;
  /** Hands the memory back; the batch cannot be used any more. */
  release(): void;
}

/**
 * Lays ring fields into the memory of one WebAssembly instance and starts them: x evenly spread over [0, 1), strengths 1, phases at rest as
 * a whole (S = 1), θ the mean of x. Equations: ringPhase.ts, ringLimit.ts; float32. Same seed, same wiring: same numbers on every machine,
 * whatever else is in the batch.
 */
export const ringBatch = (form: RingForm, entries: readonly RingSeed[]): RingBatch => atOnce(batchInParts(form, entries));

/** The same, part by part: large wirings take seconds. */
export function* batchInParts(form: RingForm, entries: readonly RingSeed[]): Parts<RingBatch> {
  for (const { contours } of entries) yield* lanesInParts(contours);
  const dynamics = FORMS[form], room = take(form), starts: number[] = [];
  let next = 1024 + entries.length * HEAD.bytes;
  for (const { contours } of entries) {
    starts.push(next);
    next += sizeOf(contours);
  }
  const missing = Math.ceil(next / 65536) - room.memory.buffer.byteLength / 65536;
  if (missing > 0) room.memory.grow(missing);
  const { buffer } = room.memory, head = (k: number) => 1024 + k * HEAD.bytes, whole = new Int32Array(buffer);
  for (const [k, entry] of entries.entries()) yield* begin(buffer, head(k), starts[k], entry, dynamics, form);
  return {
    dt: dynamics.pace.dt,
    advance: (steps) => room.run(head(0), entries.length, steps),
    atRest: (k) => whole[(head(k) + HEAD.atRest) / 4] === 1,
    steps: (k) => whole[(head(k) + HEAD.steps) / 4],
    halt: (k) => void (whole[(head(k) + HEAD.atRest) / 4] = 1),
    loud: (k) => loudness(buffer, head(k), entries[k]),
    read: (k) => readField(buffer, head(k), entries[k], dynamics, form),
    release: () => void free[form].push(room),
  };
}

function take(form: RingForm): Room {
  const old = free[form].pop();
  if (old) return old;
  const module = modules.get(form) ?? ringModule(FORMS[form]), memory = new WebAssembly.Memory({ initial: 2 });
  modules.set(form, module);
  return { memory, run: new WebAssembly.Instance(module, { env: { memory } }).exports.run as Room['run'] };
}
