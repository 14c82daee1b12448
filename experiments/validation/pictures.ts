import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { difference } from '../../src/validation/adler.ts';
import { spiral } from '../../src/validation/chimera.ts';
import { decay, ring, ringMode, twisted } from '../../src/validation/graphs.ts';
import { gaussian, lorentzian, uniform } from '../../src/validation/lab.ts';
import { settledOrder, theory } from '../../src/validation/onset.ts';
import { growing, transient } from '../../src/validation/ottAntonsen.ts';
import { hopfRadius, radii } from '../../src/validation/stuartLandau.ts';
import { chart, type Curve } from './chart.ts';

const RING = 24;

const range = (from: number, to: number, n: number) => Array.from({ length: n }, (_, i) => from + ((to - from) * i) / (n - 1));
const curve = (name: string, xs: number[], f: (x: number) => number): Curve => ({ name, points: xs.map((x) => [x, f(x)]) });
async function measured(xs: number[], f: (x: number) => Promise<number>): Promise<[number, number][]> {
  const points: [number, number][] = [];
  for (const x of xs) points.push([x, await f(x)]);
  return points;
}

/** All pictures of docs/validation.md: lines are theory, points the field in float32. */
export async function drawPictures(folder: string, say: (line: string) => void): Promise<void> {
  const save = (name: string, text: string) => { writeFileSync(join(folder, `validation-${name}.svg`), text); say(`validation-${name}.svg`); };
  const order = async (name: string, f: (K: number) => number, spread: (p: number) => number, Ks: number[]): Promise<Curve> =>
    ({ ...curve(name, range(0.5, 4, 281), f), dots: await measured(Ks, (K) => settledOrder('float32', spread, K, { sites: 4000, count: 12 })) });
  const Ks = range(0.6, 4, 18);
  save('order', chart({ x: 'coupling K (1/T)', y: 'order parameter r', ys: [0, 1], curves: [await order('Lorentzian, γ = ½', theory.lorentzian, lorentzian(0.5), Ks), await order('Gaussian, σ = 1', theory.gaussian, gaussian(1), Ks), await order('uniform, g = 1', theory.uniform, uniform(1), Ks)] }));
  const beat = (d: number) => (2 * Math.PI) / Math.sqrt(d * d - 1);
  save('beat', chart({ x: 'detuning Δ (rad/T), K = 1', y: 'beat period (T)', curves: [{ ...curve('2π/√(Δ² − K²)', range(1.03, 3, 120), beat), dots: await measured(range(1.05, 3, 14), (d) => beatPeriod(d, beat(d))) }] }));
  const times = range(0, 12, 26);
  save('transient', chart({ x: 'time t (T)', y: 'order parameter r', ys: [0, 0.8], curves: [{ ...curve('K = 2, γ = ½, r₀ = 0.1', range(0, 12, 100), transient), dots: (await growing('float32', 0.1, times)).map((r, k): [number, number] => [times[k], r]) }] }));
  const rate = (q: number, m: number) => -Math.cos((2 * Math.PI * q) / RING) * ringMode(RING, m), wave = (m: number) => Array.from({ length: RING }, (_, i) => Math.cos((2 * Math.PI * m * i) / RING));
  const growth = async (q: number, m: number) => -(await decay('float32', ring(RING, 1, 0.05), wave(m), { about: twisted(RING, q) }));
  save('twisted', chart({ x: 'wave number m', y: 'growth rate (1/T)', curves: await Promise.all([0, 3, 5, 7].map(async (q): Promise<Curve> => ({ ...curve(`winding q = ${q}`, range(0, 12, 100), (m) => rate(q, m)), dots: await measured(range(1, 12, 12), (m) => growth(q, m)) }))) }));
  const chimera = async (A: number, r: number, name: string): Promise<Curve> => {
    const { field, theory: line } = await spiral('float32', A, r, 4, 100), at = (values: number[]) => values.map((value, k): [number, number] => [4 * k, value]);
    return { name, points: at(line), dots: at(field).filter((_, k) => k % 3 === 0) };
  };
  save('chimera', chart({ x: 'time t (T)', y: 'order of the second population r₂', curves: [await chimera(0.2, 0.68, 'A = 0.2'), await chimera(0.28, 0.62, 'A = 0.28')] }));
  save('hopf', chart({ x: 'time t (T)', y: 'radius |z|', ys: [0, 1], curves: await Promise.all([0.05, 0.2, 0.9].map(async (start): Promise<Curve> => ({ ...curve(`r₀ = ${start}`, range(0, 20, 120), (t) => hopfRadius(0.25, start, t)), dots: (await radii('float32', 0.25, start, 1, 20)).map((r, t): [number, number] => [t, r]) }))) }));
}

async function beatPeriod(detuning: number, near: number): Promise<number> {
  const steps = Math.round(near / 0.02), missing = 0.4 - (await difference('float32', detuning, 0.4, steps));
  return steps * 0.02 + missing / (detuning - Math.sin(0.4 - missing / 2));
}
