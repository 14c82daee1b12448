import { prepareBackend } from './backend.ts';
import { launched } from './launches.ts';
import type { ParameterValues } from './parameters.ts';
import { ringBatch, type RingBatch } from './ringBatch.ts';
import type { RingField, RingForm, RingSeed } from './ringField.ts';
import { RING_TEXTS, type RingText } from './ringTexts.ts';
import { begin } from './run.ts';

/** Steps between two looks whether a field is at rest. */
export const LAUNCH = 32;

export interface EngineRings extends RingBatch {
  advance(steps: number): Promise<void>;
  /** Backend and executor that really ran, and every degradation so far. */
  report(): { backend: string; executor: string; warnings: string[] };
}

/**
 * Ring fields of one form (ringTexts.ts), wired alike or not, as the entries of one batch on the engine's kernels, each with the noise of its own seed; shorter ones are filled
 * up with synapses that belong to nobody. They start as in `ringBatch`. A field at rest is kept as it was; the launch goes on for the others.
 * `noise(step)` hands its noise in instead, entry by entry: the same numbers on every backend, a launch a step. `signal` ends an advance early.
 */
export async function engineRings(form: RingForm, entries: readonly RingSeed[], options: { backend?: string; signal?: AbortSignal; noise?: (step: number) => ArrayLike<number> } = {}): Promise<EngineRings> {
  const { backend, signal, noise } = options, text = RING_TEXTS[form], { dt } = text.pace, fresh = ringBatch(form, entries), starts = entries.map((_, k) => fresh.read(k)), batch = entries.length, sites = Math.max(...entries.map(({ contours }) => contours.unit.length));
  fresh.release();
  await prepareBackend(backend);
  /** One value a synapse of every entry; `spare` for those that fill up. */
  const each = (value: (k: number, e: number) => number, spare: number) => Float32Array.from({ length: batch * sites }, (_, i) => (i % sites < entries[Math.floor(i / sites)].contours.unit.length ? value(Math.floor(i / sites), i % sites) : spare));
  const kind = (k: number, e: number) => (['one', 'most', 'least'] as const)[entries[k].contours.kind[of(k, e)]], of = (k: number, e: number) => entries[k].contours.ring[e];
  const labels = (member: 'ring' | 'unit') => ({ group: Int32Array.from({ length: batch * sites }, (_, i) => entries[Math.floor(i / sites)].contours[member][i % sites] ?? sites + (i % sites)) });
  const field = text.field(noise !== undefined), ring = labels('ring'), unit = labels('unit'), given = (step: number): ParameterValues => ({ handed: Float32Array.from(noise!(step), (v) => v / dt) });
  const parameter = { rate: 'eta', growth: 'growth', leak: 'leak', ...(!noise && { deviation: 'sigma' }) }; // of a pace of its own
  const own = Object.fromEntries((Object.entries(parameter) as [keyof typeof parameter, string][]).filter(([name]) => entries.some(({ pace }) => pace?.[name] !== undefined)).map(([name, p]) => [p, each((k) => entries[k].pace?.[name] ?? text.pace[name], 0)]));
  const run = begin(field, {
    sites, batch, backend, seed: entries.map(({ seed }) => seed),
    state: Object.fromEntries(Object.entries(text.start).map(([v, { at, spare }]) => [v, each((k, e) => at(starts[k], e, of(k, e)), spare)])),
    parameters: { ...Object.fromEntries(Object.entries(text.bounds).map(([p, bound]) => [p, each((k, e) => bound[kind(k, e)], 0)])), ...own, ...(noise && { handed: 0 }) },
    wiring: Object.fromEntries(Object.keys(field.carriers).map((carrier) => [carrier, carrier === 'unit' ? unit : ring])),
  });
  let state = run.start, steps = 0;
  const rested = new Map<number, RingField>();
  const read = (k: number): RingField => rested.get(k) ?? fieldAt(form, text, entries[k], steps, (name) => state[name].slice(k * sites, k * sites + entries[k].contours.unit.length));
  return {
    dt, atRest: (k) => rested.has(k), steps: (k) => rested.get(k)?.steps ?? steps, read, loud: (k) => read(k).quarrel.reduce((s, v) => s + v, 0), halt: (k) => void rested.set(k, read(k)), release: () => undefined, report: () => run.report(),
    async advance(count) {
      for (let left = count; left > 0 && rested.size < batch && !(left < count && signal?.aborted);) {
        const now = noise ? 1 : Math.min(LAUNCH, left);
        if (noise) run.change({ parameters: given(steps) });
        const went = await launched(run, state, now, signal);
        state = went.state;
        steps += went.steps;
        left -= now;
        entries.forEach((_, k) => {
          if (rested.has(k)) return;
          const seen = read(k);
          if (seen.atRest) rested.set(k, seen);
        });
      }
    },
  };
}

/** One field out of its synapses. */
function fieldAt(form: RingForm, { pace, read }: RingText, { contours, seed }: RingSeed, steps: number, of: (name: string) => Float32Array): RingField {
  const { unit, start, kind } = contours, shown = read(of, contours), awake = () => Uint8Array.from(shown.activity, (u) => (u > 0.5 ? 1 : 0)), on = awake();
  const met = Array.from(kind).every((what, m) => {
    let count = 0;
    for (let e = start[m]; e < start[m + 1]; e++) count += on[unit[e]];
    return what === 0 ? count === 1 : what === 1 ? count <= 1 : count >= 1;
  });
  return { form, contours, seed, steps, time: steps * pace.dt, atRest: steps > 0 && met, awake, ...shown };
}
