import { fitzHughNagumo, sakaguchiKuramoto, stuartLandau } from '../../../../src/index.ts';
import { coupling } from '../coupling.ts';
import { knob, type Preset } from '../preset.ts';
import { normal, smooth } from '../starts.ts';

/** What travels on plates. */
export const waves: Preset[] = [
  {
    id: 'spirals', title: 'Spiral waves', model: sakaguchiKuramoto, size: [128, 128], coupling: coupling('moore'), dt: 0.2, steps: 3, integrator: 'euler', show: 'phase',
    teaches: 'Neighbours pull each other with a phase lag. Waves organise around the points where every phase meets, and wind them up: the cores of spirals.',
    tries: 'Set the lag to zero: the spirals stop turning and their cores annihilate in pairs. Drag over the field to tear new ones open.',
    knobs: [knob('K', 'K', 'coupling', 0, 4, 2), knob('alpha', 'α', 'phase lag', -1.2, 1.2, 0.7)],
    parameters: ({ K, alpha }) => ({ K, alpha, omega: 0 }), start: (seed, ground) => ({ theta: smooth(ground, 3, seed) }),
  },
  {
    id: 'cores', title: 'Silent cores', model: stuartLandau, size: [256, 256], coupling: coupling('von-neumann'), dt: 0.1, steps: 2, integrator: 'rk4', show: 'plane',
    teaches: 'Oscillators that slow down as they grow (shear) and diffuse to their neighbours: the complex Ginzburg-Landau equation. Each spiral winds around a point where all phases meet, and there the oscillation itself must die: the colour fades.',
    tries: 'Set the shear to zero: the spirals unwind and their cores annihilate in pairs. Raise it and the waves grow shorter.',
    knobs: [knob('K', 'K', 'coupling', 0, 8, 4), knob('shear', 'c', 'shear', 0, 3, 1.2), knob('mu', 'μ', 'growth rate', 0.1, 2, 1)],
    parameters: ({ K, shear, mu }) => ({ K, shear, mu, omega: 0, degree: 1 }),
    start: (seed, ground) => { const theta = smooth(ground, 4, seed); return { re: theta.map((x) => 0.8 * Math.cos(x)), im: theta.map((x) => 0.8 * Math.sin(x)) }; },
  },
  {
    id: 'excitable', title: 'Excitable waves', model: fitzHughNagumo, size: [112, 112], coupling: coupling('von-neumann', { open: true }), dt: 0.2, steps: 6, integrator: 'euler', show: { value: 'v', domain: [-2, 2] },
    teaches: 'A medium at rest answers a poke with a wave, then must recover. A wave that is cut open curls into a spiral that never ends.',
    tries: 'Click where it is at rest: a wave runs out from there. Click close behind a wave, where the medium still recovers: the new wave can leave to one side only, and its ends curl.',
    knobs: [knob('K', 'K', 'coupling', 0, 2.4, 1.12), knob('I', 'I', 'drive', 0, 0.6, 0.1), knob('epsilon', 'ε', 'ratio of the clocks', 0.02, 0.2, 0.08)],
    loudest: 0.1,
    parameters: ({ K, I, epsilon }) => ({ K, I, epsilon, degree: 1 }),
    start: (seed, { rows, columns, sites }) => {
      const shaken = normal(2 * sites, seed, 0.02);
      return {
        v: Float32Array.from({ length: sites }, (_, i) => (i % columns < columns / 2 - 0.5 ? 1.6 : -1.2) + shaken[2 * i]),
        w: Float32Array.from({ length: sites }, (_, i) => (Math.floor(i / columns) < rows / 2 - 0.5 ? 0.9 : -0.6) + shaken[2 * i + 1]),
      };
    },
    poke: (state, site) => { state.v[site] = 2; state.w[site] = -0.4; },
    watch: { text: 'share of excited sites', of: ({ state, ground }) => { let excited = 0; for (let i = 0; i < ground.sites; i++) if (state.v[i] > 0) excited += 1; return excited / ground.sites; } },
  },
];
