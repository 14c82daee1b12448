import { randomLcg, randomNormal, shuffler } from 'd3';
import { dense, EIGHT, fitzHughNagumo, gather, group, kuramoto, lattice, meanField, oscillator, phase, sakaguchiKuramoto, stuartLandau, type Carrier, type Oscillator } from '../../../src/index.ts';

export interface Knob { name: string; symbol: string; about: string; from: number; to: number; step: number; value: number }
export type Values = Record<string, number>;
type Arrays = Record<string, Float32Array>;

/** A situation that teaches one thing. Everything is made from the seed and the knobs. */
export interface Preset {
  id: string;
  title: string;
  /** What to look for, in two sentences. */
  teaches: string;
  /** What to try. */
  tries: string;
  model: Oscillator;
  rows: number;
  columns: number;
  dt: number;
  /** Steps in one frame. */
  steps: number;
  integrator: 'rk4' | 'euler';
  knobs: Knob[];
  carriers: (knobs: Values) => Record<string, Carrier<never>>;
  wiring?: (knobs: Values, seed: number) => Record<string, unknown>;
  /** Brightness of each site, where a part of the field is only ground. */
  mask?: () => Float32Array;
  parameters: (knobs: Values, seed: number) => Record<string, number | Float32Array>;
  start: (seed: number) => Arrays;
  /** What the map shows: phases (of a plane with its amplitude), or one variable's value. */
  show: 'phase' | 'plane' | { value: string; domain: [number, number] };
  /** Changes the sites that a person pokes. */
  poke: (state: Arrays, site: number) => void;
  /** The order parameter that theory expects, where it does. */
  theory?: (knobs: Values) => { value: number; text: string };
  /** A ring is drawn as a space-time diagram, a lattice as a map. */
  as: 'map' | 'ring';
}

const knob = (name: string, symbol: string, about: string, from: number, to: number, value: number, step = (to - from) / 200): Knob => ({ name, symbol, about, from, to, step, value });
const uniform = (n: number, seed: number, spread = Math.PI): Float32Array => { const random = randomLcg(seed); return Float32Array.from({ length: n }, () => spread * (2 * random() - 1)); };
const turnOver = (state: Arrays, site: number): void => { state.theta[site] += state.theta[site] > 0 ? -2.6 : 2.6; };
const half = (n: number) => n / 2 - 0.5;

/** Argument of a sum of long waves with random weights on a torus: smooth, with some points that every phase meets. */
function smooth(side: number, longest: number, seed: number): Float32Array {
  const normal = randomNormal.source(randomLcg(seed))(0, 1), waves: [number, number, number, number][] = [];
  for (let k = -longest; k <= longest; k++) for (let l = -longest; l <= longest; l++) waves.push([k, l, normal(), normal()]);
  return Float32Array.from({ length: side * side }, (_, i) => {
    let re = 0, im = 0;
    for (const [k, l, a, b] of waves) {
      const turn = (2 * Math.PI * (k * (i % side) + l * Math.floor(i / side))) / side, c = Math.cos(turn), s = Math.sin(turn);
      re += a * c - b * s;
      im += a * s + b * c;
    }
    return Math.atan2(im, re);
  });
}

/** Evenly spaced quantiles of a Lorentzian of width 1, shuffled: the frequencies of the classic onset. */
function lorentzian(n: number, seed: number): Float32Array {
  const values = Array.from({ length: n }, (_, i) => Math.tan((Math.PI * (2 * i - n + 1)) / (2 * n + 2)));
  return Float32Array.from(shuffler(randomLcg(seed))(values));
}

/** A picture with bodies to segment: four rectangles, a ring and a cross on a ground, 40 × 40. */
function bodies(): Int32Array {
  const side = 40, kind = new Int32Array(side * side), fill = (r0: number, c0: number, r1: number, c1: number, k: number) => { for (let r = r0; r < r1; r++) for (let c = c0; c < c1; c++) kind[r * side + c] = k; };
  fill(3, 4, 12, 14, 1); fill(5, 22, 9, 36, 2); fill(13, 24, 22, 30, 3);
  fill(17, 4, 30, 17, 4); fill(21, 8, 26, 13, 0); fill(25, 21, 37, 25, 5); fill(29, 18, 33, 37, 5); fill(33, 4, 37, 12, 6);
  return kind;
}

const crowd = oscillator({
  name: 'Kuramoto with global repulsion', state: { theta: phase }, parameters: { omega: 0, K: 1, G: 0.5 },
  rate: { theta: 'omega + K * (S * cos(theta) - C * sin(theta)) - G * (A * cos(theta) - B * sin(theta))' },
  emits: { S: 'sin(theta)', C: 'cos(theta)' }, hears: ['S', 'C', 'A', 'B'],
});

const twofold = oscillator({
  name: 'Kuramoto with a second harmonic', state: { theta: phase }, parameters: { K: 2, L: 0.5 },
  rate: { theta: 'K * (S * cos(theta) - C * sin(theta)) - L * sin(2 * theta)' }, emits: { S: 'sin(theta)', C: 'cos(theta)' },
});

export const PRESETS: Preset[] = [
  {
    id: 'spirals', title: 'Spiral waves', model: sakaguchiKuramoto, rows: 128, columns: 128, dt: 0.2, steps: 3, integrator: 'euler', as: 'map', show: 'phase',
    teaches: 'Neighbours pull each other with a phase lag. Waves organise around the points where every phase meets, and wind them up: the cores of spirals.',
    tries: 'Set the lag to zero: the spirals stop turning and their cores annihilate in pairs. Drag over the field to tear new ones open.',
    knobs: [knob('K', 'K', 'coupling', 0, 2, 1), knob('alpha', 'α', 'phase lag', -1.2, 1.2, 0.7), knob('noise', 'D', 'noise', 0, 0.5, 0)],
    carriers: () => ({ near: lattice({ rows: 128, columns: 128, stencil: EIGHT.map(([r, c]) => [r, c, 0.25]), boundary: 'periodic' }) }),
    parameters: ({ K, alpha }) => ({ K, alpha, omega: 0 }), start: (seed) => ({ theta: smooth(128, 3, seed) }), poke: turnOver,
  },
  {
    id: 'onset', title: 'Onset of synchrony', model: kuramoto, rows: 32, columns: 32, dt: 0.05, steps: 4, integrator: 'rk4', as: 'map', show: 'phase',
    teaches: 'A thousand oscillators of different frequencies hear only their mean. Below K = 2γ nothing happens; above it a part locks, and r follows √(1 − 2γ/K).',
    tries: 'Raise K slowly over the threshold and watch r climb to the dashed line of the theory.',
    knobs: [knob('K', 'K', 'coupling', 0, 4, 1.8), knob('gamma', 'γ', 'width of the frequencies', 0.1, 1, 0.5), knob('noise', 'D', 'noise', 0, 0.5, 0)],
    carriers: () => ({ everybody: meanField() }),
    parameters: ({ K, gamma }, seed) => ({ K, omega: lorentzian(1024, seed).map((w) => gamma * Math.max(-40, Math.min(40, w))) }), start: (seed) => ({ theta: uniform(1024, seed + 1) }), poke: turnOver,
    theory: ({ K, gamma }) => ({ value: K > 2 * gamma ? Math.sqrt(1 - (2 * gamma) / K) : 0, text: 'theory for infinitely many' }),
  },
  {
    id: 'chimera', title: 'Chimera', model: sakaguchiKuramoto, rows: 1, columns: 256, dt: 0.1, steps: 3, integrator: 'rk4', as: 'ring', show: 'phase',
    teaches: 'Identical oscillators, identical couplings, and yet a part of the ring locks while the rest drifts: order and disorder side by side.',
    tries: 'Lower the lag below 1.4 and the whole ring locks. Raise it again and it stays locked: both states are stable, the start decides.',
    knobs: [knob('K', 'K', 'coupling', 0, 2, 1), knob('alpha', 'α', 'phase lag', 1.2, 1.57, 1.46), knob('noise', 'D', 'noise', 0, 0.05, 0)],
    carriers: () => ({ wide: gather({ degree: 180 }) as Carrier<never> }),
    wiring: () => ({ wide: { table: Int32Array.from({ length: 256 * 180 }, (_, k) => { const i = Math.floor(k / 180), step = k % 180; return (i + (step < 90 ? step - 90 : step - 89) + 256) % 256; }), weight: 1 / 180 } }),
    parameters: ({ K, alpha }) => ({ K, alpha, omega: 0 }), poke: turnOver,
    start: (seed) => { const random = randomLcg(seed); return { theta: Float32Array.from({ length: 256 }, (_, i) => { const x = (2 * Math.PI * (i - 128)) / 256; return 6 * Math.exp(-0.76 * x * x) * (random() - 0.5); }) }; },
  },
  {
    id: 'twisted', title: 'Twisted states', model: kuramoto, rows: 1, columns: 160, dt: 0.1, steps: 8, integrator: 'rk4', as: 'ring', show: 'phase',
    teaches: 'Each oscillator of a ring follows its two neighbours. Whole turns that are caught in the ring cannot leave: a twisted state is at rest although r is near zero.',
    tries: 'Press another seed: the number of turns differs. Poke the ring hard and a turn may slip out.',
    knobs: [knob('K', 'K', 'coupling', 0, 3, 1.5), knob('noise', 'D', 'noise', 0, 0.5, 0)],
    carriers: () => ({ near: lattice({ rows: 1, columns: 160, boundary: 'periodic', stencil: [[0, -1, 1], [0, 1, 1]] }) }),
    parameters: ({ K }) => ({ K, omega: 0 }), start: (seed) => ({ theta: uniform(160, seed) }), poke: turnOver,
  },
  {
    id: 'death', title: 'Amplitude death', model: stuartLandau, rows: 24, columns: 24, dt: 0.05, steps: 4, integrator: 'rk4', as: 'map', show: 'plane',
    teaches: 'Oscillators that beat strongly alone pull each other to silence when their frequencies differ too much and the coupling is strong: brightness is amplitude.',
    tries: 'With the spread at 4, move K from 0.6 to 1.5: the field goes dark. Narrow the spread and it comes back to life.',
    knobs: [knob('K', 'K', 'coupling', 0, 4, 0.6), knob('spread', 'Δ', 'spread of the frequencies', 0, 8, 4), knob('mu', 'μ', 'growth rate', 0.1, 2, 1)],
    carriers: () => ({ everybody: meanField() }),
    parameters: ({ K, spread, mu }, seed) => ({ K, mu, degree: 1, omega: uniform(576, seed, 1).map((w) => spread * w) }),
    start: (seed) => { const theta = uniform(576, seed + 1); return { re: theta.map(Math.cos), im: theta.map(Math.sin) }; },
    poke: (state, site) => { state.re[site] = 1; state.im[site] = 0; },
  },
  {
    id: 'cores', title: 'Silent cores', model: stuartLandau, rows: 256, columns: 256, dt: 0.1, steps: 2, integrator: 'rk4', as: 'map', show: 'plane',
    teaches: 'Oscillators that slow down as they grow (shear) and diffuse to their neighbours: the complex Ginzburg-Landau equation on 65,536 sites. Each spiral winds around a point where all phases meet, and there the oscillation itself must die.',
    tries: 'Set the shear to zero: the spirals unwind and their cores annihilate in pairs. Raise it and the waves grow shorter.',
    knobs: [knob('K', 'K', 'coupling', 0, 2, 1), knob('shear', 'c', 'shear', 0, 3, 1.2), knob('mu', 'μ', 'growth rate', 0.1, 2, 1)],
    carriers: () => ({ near: lattice({ rows: 256, columns: 256, boundary: 'periodic' }) }),
    parameters: ({ K, shear, mu }) => ({ K, shear, mu, omega: 0, degree: 4 }),
    start: (seed) => { const theta = smooth(256, 4, seed); return { re: theta.map((x) => 0.8 * Math.cos(x)), im: theta.map((x) => 0.8 * Math.sin(x)) }; },
    poke: (state, site) => { state.re[site] *= -1; state.im[site] *= -1; },
  },
  {
    id: 'segmentation', title: 'Segmentation', model: crowd, rows: 40, columns: 40, dt: 0.1, steps: 3, integrator: 'rk4', as: 'map', show: 'phase',
    teaches: 'Links join neighbours of one kind, and every cell of a body repels all others a little. What is bound locks to one phase, what is not parts: bodies become colours.',
    tries: 'Turn the repulsion off and bodies may share a phase by chance. Turn the coupling down and they fall apart.',
    knobs: [knob('K', 'K', 'coupling inside a body', 0, 2, 1), knob('G', 'G', 'repulsion', 0, 0.6, 0.12), knob('noise', 'D', 'noise', 0, 0.2, 0)],
    carriers: () => ({ near: gather({ degree: 4, from: { S: 'S', C: 'C' } }) as Carrier<never>, everybody: group({ reduce: 'mean', from: { A: 'S', B: 'C' } }) as Carrier<never> }),
    wiring: () => ({ near: { table: linksWithin(bodies(), 40, 40) }, everybody: { group: bodies().map((k) => (k === 0 ? -1 : 0)) } }),
    mask: () => Float32Array.from(bodies(), (k) => (k === 0 ? 0.1 : 1)),
    parameters: ({ K, G }) => ({ K, G, omega: 0 }), start: (seed) => ({ theta: uniform(1600, seed) }), poke: turnOver,
  },
  {
    id: 'small-world', title: 'Small world', model: kuramoto, rows: 1, columns: 240, dt: 0.1, steps: 6, integrator: 'rk4', as: 'ring', show: 'phase',
    teaches: 'Everybody on a ring hears four neighbours on each side. A few links that lead anywhere instead are shortcuts: waves that the ring keeps for ever melt, and all fall into one rhythm.',
    tries: 'Start at p = 0 and watch the waves stay. Raise p to 0.1: with one link in ten a shortcut, r climbs.',
    knobs: [knob('K', 'K', 'coupling', 0, 4, 2), knob('p', 'p', 'share of shortcuts', 0, 1, 0.1, 0.01), knob('noise', 'D', 'noise', 0, 0.5, 0)],
    carriers: () => ({ links: gather({ degree: 8 }) as Carrier<never> }),
    wiring: ({ p }, seed) => ({ links: { table: shortcuts(240, 8, p, seed), weight: 1 / 8 } }),
    parameters: ({ K }, seed) => ({ K, omega: uniform(240, seed + 3, 0.1) }), start: (seed) => ({ theta: uniform(240, seed) }), poke: turnOver,
  },
  {
    id: 'memory', title: 'Memory', model: twofold, rows: 20, columns: 20, dt: 0.05, steps: 2, integrator: 'rk4', as: 'map', show: 'phase',
    teaches: 'Everybody hears everybody, by a weight that says how often the two agreed in three pictures: Hebb’s rule. From a start in which a quarter of the cells is wrong the field falls back into the nearest picture, figure and ground in opposite phase.',
    tries: 'Press another seed for another picture. Draw over the field while it runs: it repairs itself, until too much is gone.',
    knobs: [knob('K', 'K', 'coupling', 0, 4, 2), knob('L', 'L', 'pull to the two rests', 0, 2, 0.5), knob('noise', 'D', 'noise', 0, 1, 0)],
    carriers: () => ({ all: dense() as Carrier<never> }),
    wiring: () => ({ all: { weight: hebb(pictures()) } }),
    parameters: ({ K, L }) => ({ K, L }), poke: turnOver,
    start: (seed) => { const random = randomLcg(seed), shown = pictures()[(seed - 1) % 3]; return { theta: Float32Array.from(shown, (s) => ((random() < 0.25 ? -s : s) > 0 ? 0 : Math.PI) + 0.6 * (random() - 0.5)) }; },
  },
  {
    id: 'excitable', title: 'Excitable waves', model: fitzHughNagumo, rows: 112, columns: 112, dt: 0.2, steps: 6, integrator: 'euler', as: 'map', show: { value: 'v', domain: [-2, 2] },
    teaches: 'A medium at rest answers a poke with a wave, then must recover. A wave that is cut open curls into a spiral that never ends.',
    tries: 'Drag a line across the field, then cut the wave behind its front.',
    knobs: [knob('K', 'K', 'coupling', 0, 0.6, 0.28), knob('I', 'I', 'drive', 0, 0.6, 0.1), knob('epsilon', 'ε', 'ratio of the clocks', 0.02, 0.2, 0.08)],
    carriers: () => ({ near: lattice({ rows: 112, columns: 112 }) }),
    parameters: ({ K, I, epsilon }) => ({ K, I, epsilon, degree: 4 }),
    start: (seed) => {
      const normal = randomNormal.source(randomLcg(seed))(0, 0.02), side = 112, at = (i: number) => [Math.floor(i / side), i % side];
      return {
        v: Float32Array.from({ length: side * side }, (_, i) => (at(i)[1] < half(side) ? 1.6 : -1.2) + normal()),
        w: Float32Array.from({ length: side * side }, (_, i) => (at(i)[0] < half(side) ? 0.9 : -0.6) + normal()),
      };
    },
    poke: (state, site) => { state.v[site] = 2; state.w[site] = -0.4; },
  },
];

/** For each site its four neighbours of the same kind, −1 for a closed link. */
function linksWithin(kind: Int32Array, rows: number, columns: number): Int32Array {
  const table = new Int32Array(4 * kind.length).fill(-1);
  for (let i = 0; i < kind.length; i++) {
    const r = Math.floor(i / columns), c = i % columns;
    [[r - 1, c], [r + 1, c], [r, c - 1], [r, c + 1]].forEach(([y, x], k) => {
      if (y >= 0 && x >= 0 && y < rows && x < columns && kind[y * columns + x] === kind[i]) table[4 * i + k] = y * columns + x;
    });
  }
  return table;
}

/** A ring where everybody hears `degree` nearest others; a share p of the links leads to a site drawn evenly instead (after Watts and Strogatz). */
function shortcuts(n: number, degree: number, p: number, seed: number): Int32Array {
  const random = randomLcg(seed + 11), half = degree / 2;
  return Int32Array.from({ length: n * degree }, (_, k) => {
    const i = Math.floor(k / degree), step = k % degree, far = random() < p, other = (i + 1 + Math.floor(random() * (n - 1))) % n; // two draws a link: p moves only its own links
    return far ? other : (i + (step < half ? step - half : step - half + 1) + n) % n;
  });
}

/** Three pictures of 20 × 20 cells, 1 for figure and −1 for ground: a ring, a cross, and stripes. */
function pictures(): Float32Array[] {
  const side = 20, picture = (inside: (x: number, y: number) => boolean) => Float32Array.from({ length: side * side }, (_, i) => (inside((i % side) - 9.5, Math.floor(i / side) - 9.5) ? 1 : -1));
  return [picture((x, y) => Math.abs(Math.hypot(x, y) - 6.5) < 2.6), picture((x, y) => Math.abs(x - y) < 4.2 || Math.abs(x + y) < 4.2), picture((_x, y) => (y + 10) % 8 < 4)];
}

/** Hebb's weights, W_ij = mean over pictures of s_i s_j, divided by the number of sites; nobody hears itself. */
function hebb(shown: readonly Float32Array[]): Float32Array {
  const n = shown[0].length;
  return Float32Array.from({ length: n * n }, (_, k) => { const i = Math.floor(k / n), j = k % n; return i === j ? 0 : shown.reduce((sum, s) => sum + s[i] * s[j], 0) / n; });
}
