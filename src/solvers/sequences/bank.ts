import { encodeSequence, LETTERS } from '../../encoders/sequenceRhythm.ts';
import type { Drive } from '../../encoders/drive.ts';
import { playDrive } from '../../field/driven.ts';
import { defineField } from '../../field/field.ts';
import { gather } from '../../field/gather.ts';
import { drivenStuartLandau } from '../../oscillators/models/drivenStuartLandau.ts';
import { seeded } from '../../tasks/random.ts';

/**
 * The bank: N damped Stuart-Landau resonators whose natural frequencies stand evenly around the circle of one turn a symbol, so that
 * every tempo has an ear and neighbouring resonators are nearly independent witnesses. Each hears the drive turned by a fixed random
 * phase, and `degree` others through random links of weight ±1/√degree.
 *
 *   dz_j/dt = (μ + iω_j) z_j − |z_j|² z_j + K Σ_k W_jk z_k + b e^{i(φ_s(t) + φ_j)},   ω_j = −π + 2π (j + ½)/N
 */
export interface BankSettings {
  resonators: number;
  /** μ, 1/T: memory lasts about 1/|μ| moments. */
  mu: number;
  /** K, 1/T. */
  coupling: number;
  /** b, 1/T: small, so that |z|² stays beside |μ| and the bank adds what it hears almost linearly. */
  hearing: number;
  degree: number;
  letters: number;
  /** How long a symbol is held, and the integrator's step. Field time T; ω_N·dt stays near 0.6. */
  hold: number;
  dt: number;
  backend?: string;
  threads?: boolean;
}

/** One set for every task; found by a scan in float64 (README.md). */
export const BANK: BankSettings = { resonators: 128, mu: -0.01, coupling: 0.05, hearing: 0.02, degree: 4, letters: LETTERS, hold: 1, dt: 0.2 };

/** The phases of banks over time: moment t, batch entry b, resonator j at re[t][b·N + j]. */
export interface Phases {
  re: Float32Array[];
  im: Float32Array[];
  resonators: number;
  backend: string;
  executor: string;
  warnings: string[];
}

/** What is fixed in the bank of a seed: ear phases, and whom each resonator hears. */
function bankOf(seed: number, { resonators, degree }: BankSettings): { ears: Float64Array; table: Int32Array; weight: Float32Array } {
  const random = seeded(`bank ${seed}`), size = resonators * degree;
  return {
    ears: Float64Array.from({ length: resonators }, () => 2 * Math.PI * random.next()),
    table: Int32Array.from({ length: size }, () => random.int(0, resonators - 1)),
    weight: Float32Array.from({ length: size }, () => (random.chance(0.5) ? 1 : -1) / Math.sqrt(degree)),
  };
}

const join = <T extends Float32Array | Int32Array>(made: T, parts: T[]): T => {
  let at = 0;
  for (const p of parts) { made.set(p, at); at += p.length; }
  return made;
};

export interface PlayOptions {
  settings: BankSettings;
  moments: number;
  /** Symbol of batch entry b in a moment, asked for just before it is played. */
  symbol(moment: number, entry: number): number;
  /** Called at the end of every moment with the phases there; the arrays are read, not kept. */
  record(moment: number, re: Float32Array, im: Float32Array): void;
  /** Phases to start from, batch × N; absent: silence. */
  start?: { re: Float32Array; im: Float32Array };
  signal?: AbortSignal;
}

/** Plays one sequence a batch entry into the bank of that entry's seed. All entries settle together, in one launch a moment. */
export async function playBanks(seeds: readonly number[], options: PlayOptions): Promise<{ backend: string; executor: string; warnings: string[] }> {
  const { settings, symbol, record, start } = options, { resonators: N, letters, hold, dt } = settings, batch = seeds.length;
  const field = defineField({ model: drivenStuartLandau, carriers: { bank: gather({ degree: settings.degree }) }, dt });
  const banks = new Map([...new Set(seeds)].map((seed) => [seed, bankOf(seed, settings)])), own = seeds.map((seed) => banks.get(seed)!);
  const alphabet = Array.from({ length: letters }, (_, s) => s), voices = new Map([...banks].map(([seed, { ears }]) => [seed, encodeSequence(alphabet, letters, ears)]));
  const fRe = new Float32Array(batch * N), fIm = new Float32Array(batch * N);
  const { backend, executor, warnings } = await playDrive(field, {
    sites: N, batch, hold, moments: options.moments, backend: settings.backend, threads: settings.threads, signal: options.signal,
    state: { re: start?.re ?? 0, im: start?.im ?? 0 },
    parameters: { mu: settings.mu, K: settings.coupling, hearing: settings.hearing, omega: Float32Array.from({ length: N }, (_, j) => -Math.PI + (2 * Math.PI * (j + 0.5)) / N) },
    wiring: { bank: { table: join(new Int32Array(batch * N * settings.degree), own.map((b) => b.table)), weight: join(new Float32Array(batch * N * settings.degree), own.map((b) => b.weight)) } },
    drive(moment) {
      seeds.forEach((seed, b) => {
        const { re, im }: Drive = voices.get(seed)![symbol(moment, b)];
        fRe.set(re, b * N);
        fIm.set(im, b * N);
      });
      return { fRe, fIm };
    },
    record: (moment, state) => record(moment, state.re, state.im),
  });
  return { backend, executor, warnings };
}

/** The phases of every bank at the end of every moment. Sequences are as long as the shortest. */
export async function hearSequences(sequences: readonly ArrayLike<number>[], seeds: readonly number[], settings: BankSettings, signal?: AbortSignal): Promise<Phases> {
  if (sequences.length !== seeds.length || seeds.length === 0)
    throw new RangeError(`hearSequences: ${sequences.length} sequences and ${seeds.length} seeds, expected one seed a sequence. Repeat seeds where banks are shared.`);
  const re: Float32Array[] = [], im: Float32Array[] = [], total = seeds.length * settings.resonators;
  const ran = await playBanks(seeds, {
    settings, signal, moments: Math.min(...sequences.map((s) => s.length)), symbol: (moment, b) => sequences[b][moment],
    record(_, x, y) { re.push(x.slice(0, total)); im.push(y.slice(0, total)); },
  });
  return { re, im, resonators: settings.resonators, ...ran };
}
