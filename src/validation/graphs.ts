import { Chance } from '../field/chance.ts';
import { circle } from '../field/circle.ts';
import type { Carrier } from '../field/carrier.ts';
import { csrOf } from '../field/csr.ts';
import { dense } from '../field/dense.ts';
import { defineField, type Field } from '../field/field.ts';
import { lattice } from '../field/lattice.ts';
import { wrapAngle } from '../field/observables/angle.ts';
import { orderParameter } from '../field/observables/orderParameter.ts';
import { sparse } from '../field/sparse.ts';
import { stability } from '../field/stability.ts';
import { FOUR } from '../field/stencils.ts';
import { kuramoto } from '../oscillators/models/kuramoto.ts';
import type { Check, Figure, Precision } from './check.ts';
import { steps } from './steps.ts';

/** A graph as the field carries it, and its Fiedler vector: the slowest wave of its Laplacian. */
interface Graph { name: string; sites: number; carrier: Carrier<never>; wiring?: unknown; lambda: number; slowest: number[] }

const list = <T>(n: number, f: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => f(i));
const on = (carrier: Carrier<never>, dt: number): Field => defineField({ model: kuramoto, carriers: { links: carrier }, dt });
export const ring = (sites: number, radius: number, dt: number): Field => on(circle({ sites, radius }), dt);
/** λ_m of the ring of n: 2(1 − cos(2πm/n)). */
export const ringMode = (n: number, m: number): number => 2 * (1 - Math.cos((2 * Math.PI * m) / n));

function graphsOf(): Graph[] {
  const across = 10, down = 6, leaves = 11, left = 3, right = 5, sides = left + right;
  return [
    { name: 'ring of 24', sites: 24, carrier: circle({ sites: 24, radius: 1 }), lambda: ringMode(24, 1), slowest: list(24, (i) => Math.cos((2 * Math.PI * i) / 24)) },
    { name: 'torus of 6 × 10', sites: down * across, carrier: lattice({ rows: down, columns: across, stencil: FOUR, boundary: 'periodic' }), lambda: ringMode(across, 1),
      slowest: list(down * across, (i) => Math.cos((2 * Math.PI * (i % across)) / across)) },
    { name: 'star with 11 leaves', sites: leaves + 1, carrier: sparse(), wiring: csrOf(list(leaves, (i) => [[0, i + 1], [i + 1, 0]] as const).flat(), leaves + 1), lambda: 1,
      slowest: list(leaves + 1, (i) => (i === 0 ? 0 : Math.cos((2 * Math.PI * i) / leaves))) },
    { name: 'every one of 3 with every one of 5', sites: sides, carrier: dense(), wiring: { weight: Float32Array.from(list(sides * sides, (k) => Number((Math.floor(k / sides) < left) !== (k % sides < left)))) }, lambda: left,
      slowest: list(sides, (i) => (i < left ? 0 : Math.cos((2 * Math.PI * i) / right))) },
  ];
}

/** Rate at which the wave falls (or, negative, grows) on a state of the field: ln(before/after)/t of the part along it. */
export async function decay(precision: Precision, field: Field, wave: number[], { about = wave.map(() => 0), wiring, time = 1 }: { about?: number[]; wiring?: unknown; time?: number } = {}): Promise<number> {
  const size = precision === 'float64' ? 1e-4 : 1e-2, along = (theta: ArrayLike<number>) => wave.reduce((sum, w, i) => sum + w * wrapAngle(theta[i] - about[i]), 0);
  const theta = Float64Array.from(wave, (w, i) => wrapAngle(about[i] + size * w));
  const end = await steps(precision, field, { sites: wave.length, state: { theta }, wiring: wiring === undefined ? {} : { links: wiring } }, Math.round(time / field.dt));
  return Math.log(along(theta) / along(end.theta)) / time;
}

export const twisted = (n: number, q: number): number[] => list(n, (i) => (2 * Math.PI * q * i) / n);
const winding = (theta: ArrayLike<number>, n: number, from = 0): number =>
  Math.round(list(n, (i) => wrapAngle(theta[from + ((i + 1) % n)] - theta[from + i])).reduce((sum, d) => sum + d, 0) / (2 * Math.PI));
/** Phases near a state, or (spread π about 0) anywhere. */
const about = (state: number[], spread: number, seed: number): Float64Array => {
  const chance = new Chance(seed);
  return Float64Array.from(state, (x) => wrapAngle(x + spread * (2 * chance.next() - 1)));
};

const V8: Check = {
  id: 'V8',
  title: 'near synchrony a graph forgets its slowest wave at λ₂ of its Laplacian, whichever way the links are carried',
  formula: '\\dot\\delta = -K L \\delta,\\quad \\text{rate} = K\\lambda_2(L)',
  source: 'validation-suite.md V8; λ₂ of torus, star and complete bipartite graph: eigenvectors put in',
  figures: (precision) => Promise.all(graphsOf().map(async ({ name, carrier, wiring, lambda, slowest }): Promise<Figure> =>
    ({ what: `decay on the ${name} (${carrier.kind})`, expected: lambda, measured: await decay(precision, on(carrier, 0.02), slowest, { wiring, time: lambda < 0.4 ? 5 : 1 }), within: precision === 'float64' ? 1e-6 : 1e-3 }))),
};

const V9: Check = {
  id: 'V9',
  title: 'a twisted state of winding q on a ring of n is stable exactly where |q| < n/4',
  formula: '\\lambda_m = -2\\cos(2\\pi q/n)\\,(1-\\cos(2\\pi m/n))',
  source: 'Wiley, Strogatz and Girvan 2006, as in validation-suite.md V9',
  async figures(precision) {
    const n = 24, field = ring(n, 1, 0.05), rate = (q: number, m: number) => -Math.cos((2 * Math.PI * q) / n) * ringMode(n, m), figures: Figure[] = [];
    for (const q of [3, 7]) {
      const found = stability(field, { sites: n, state: { theta: twisted(n, q) } }), theory = list(n, (m) => rate(q, m)).sort((a, b) => b - a);
      figures.push({ what: `largest of 24 differences between eigenvalues, q = ${q}`, expected: 0, measured: Math.max(...found.eigenvalues.map((z, k) => Math.hypot(z.re - theory[k], z.im))), within: 1e-10 });
    }
    for (const [q, m] of [[3, 1], [3, 5], [7, 12]]) {
      const measured = -(await decay(precision, field, list(n, (i) => Math.cos((2 * Math.PI * m * i) / n)), { about: twisted(n, q) }));
      figures.push({ what: `growth of wave ${m} on q = ${q}`, expected: rate(q, m), measured, within: precision === 'float64' ? 1e-6 : 1e-3 });
    }
    for (const q of [3, 5, 7]) {
      const { theta } = await steps(precision, field, { sites: n, state: { theta: about(twisted(n, q), 0.05, q) } }, 4000), found = winding(theta, n);
      if (q < n / 4) figures.push({ what: `winding at t = 200, started near q = ${q}: it stays`, expected: q, measured: found, within: 0 });
      else figures.push({ what: `still q = ${q} at t = 200 (1 yes, 0 no), started near it: it leaves`, expected: 0, measured: Number(found === q), within: 0 });
    }
    return figures;
  },
};

/** Where the twisted state of winding 1 loses stability to wave 1 on a ring of many sites: ½(S(2) + S(0)) = S(1), S(m) = ∫ cos 2πmx over |x| ≤ κ. */
function thresholdOfTwist(): number {
  let low = 0.25, high = 0.45;
  for (let k = 0; k < 60; k++) {
    const x = (low + high) / 2;
    if (x + Math.sin(4 * Math.PI * x) / (4 * Math.PI) < Math.sin(2 * Math.PI * x) / Math.PI) low = x;
    else high = x;
  }
  return (low + high) / 2;
}

/** Part of a Gaussian within x standard deviations: √(2/π) ∫₀ˣ e^(−s²/2) ds by its series. */
function within(x: number): number {
  let term = x, sum = x;
  for (let k = 3; Math.abs(term) > 1e-17; k += 2) sum += term *= (x * x) / k;
  return Math.sqrt(2 / Math.PI) * Math.exp((-x * x) / 2) * sum;
}

const V10: Check = {
  id: 'V10',
  title: 'with more than 0.3404614 n neighbours a side a ring loses its twist and all random starts synchronise; with one, their winding is 0.18 √n wide',
  formula: '\\kappa_c + \\frac{\\sin 4\\pi\\kappa_c}{4\\pi} = \\frac{\\sin 2\\pi\\kappa_c}{\\pi},\\quad \\kappa = k/n;\\qquad \\sigma_q \\approx 0.18\\sqrt n',
  source: 'Wiley, Strogatz and Girvan 2006 and arXiv:2506.03419, as in validation-suite.md V10 (the width is a measurement: 0.183 in 1,500 runs at n = 80); κc: stability of winding 1 (ours)',
  async figures(precision) {
    const large = 200, circleWave = list(large, (i) => Math.cos((2 * Math.PI * i) / large)), last = Math.floor(thresholdOfTwist() * large - 0.5);
    const [low, high] = await Promise.all([last, last + 1].map((k) => decay(precision, ring(large, k, 0.01), circleWave, { about: twisted(large, 1), time: 0.5 })));
    const n = 40, runs = 100, all = await steps(precision, ring(n, 14, 0.04), { sites: n, batch: runs, state: { theta: about(list(n * runs, () => 0), Math.PI, 1) } }, 600);
    const inStep = list(runs, (b) => orderParameter(all.theta, b * n, (b + 1) * n).r).filter((r) => r > 0.999).length / runs;
    const near = async (k: number) => orderParameter((await steps(precision, ring(n, k, 0.04), { sites: n, state: { theta: about(twisted(n, 1), 0.1, 2) } }, 1500)).theta).r;
    const m = 80, many = 400, ends = (await steps(precision, ring(m, 1, 0.25), { sites: m, batch: many, state: { theta: about(list(m * many, () => 0), Math.PI, 3) } }, 400)).theta;
    const q = list(many, (b) => winding(ends, m, b * m)), sigma = Math.sqrt(q.reduce((sum, x) => sum + x * x, 0) / many), width = 0.183 * Math.sqrt(m), none = within(0.5 / width);
    return [
      { what: '(k + ½)/n where winding 1 loses stability, n = 200', expected: thresholdOfTwist(), measured: (last + 0.5 + low / (low - high)) / large, within: 2e-4 },
      { what: `part of ${runs} random starts that synchronise, k/n = 0.35`, expected: 1, measured: inStep, within: 0 },
      { what: 'r of a start near winding 1, k/n = 0.35: it leaves', expected: 1, measured: await near(14), within: 1e-3 },
      { what: 'r of a start near winding 1, k/n = 0.30: it stays', expected: 0, measured: await near(12), within: 1e-3 },
      { what: `σ of the winding, n = ${m}, k = 1, ${many} starts`, expected: width, measured: sigma, within: 4 * width / Math.sqrt(2 * many) },
      { what: 'part of them without winding, as a Gaussian of that width has', expected: none, measured: q.filter((x) => x === 0).length / many, within: 4 * Math.sqrt((none * (1 - none)) / many) },
    ];
  },
};

export const graphs: Check[] = [V8, V9, V10];
