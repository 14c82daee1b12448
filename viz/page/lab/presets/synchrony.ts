import { randomLcg } from 'd3';
import { kuramoto, sakaguchiKuramoto, stuartLandau } from '../../../../src/index.ts';
import { coupling } from '../coupling.ts';
import { knob, type Preset } from '../preset.ts';
import { lorentzian, uniform } from '../starts.ts';

/** Locking, and the ways around it. */
export const synchrony: Preset[] = [
  {
    id: 'onset', title: 'Onset of synchrony', model: kuramoto, size: [32, 32], coupling: coupling('all'), dt: 0.05, steps: 4, integrator: 'rk4', show: 'phase',
    teaches: 'A thousand oscillators of different frequencies hear only their mean. Below K = 2γ nothing happens; above it a part locks, and r follows √(1 − 2γ/K).',
    tries: 'Move K and wait a little: every stop leaves a dot beside the curve of the theory, measured from this field.',
    knobs: [knob('K', 'K', 'coupling', 0, 4, 1.8), knob('gamma', 'γ', 'width of the frequencies', 0.1, 1, 0.5)],
    parameters: ({ K, gamma }, seed, { sites }) => ({ K, omega: lorentzian(sites, seed).map((w) => gamma * w) }), start: (seed, { sites }) => ({ theta: uniform(sites, seed + 1) }),
    theory: { knob: 'K', of: ({ K, gamma }) => (K > 2 * gamma ? Math.sqrt(1 - (2 * gamma) / K) : 0), text: 'theory for infinitely many' },
  },
  {
    id: 'chimera', title: 'Chimera', model: sakaguchiKuramoto, size: [1, 256], coupling: coupling('ring', { links: 180 }), dt: 0.1, steps: 3, integrator: 'rk4', show: 'phase',
    teaches: 'Identical oscillators, identical couplings, and yet a part of the ring locks while the rest drifts: order and disorder side by side. In the mean frequencies the plateau is locked, the arch drifts.',
    tries: 'Lower the lag below 1.4 and the whole ring locks. Raise it again and it stays locked: both states are stable, the start decides.',
    knobs: [knob('K', 'K', 'coupling', 0, 2, 1), knob('alpha', 'α', 'phase lag', 1.2, 1.57, 1.46)],
    loudest: 0.05,
    parameters: ({ K, alpha }) => ({ K, alpha, omega: 0 }),
    start: (seed, { sites }) => { const random = randomLcg(seed); return { theta: Float32Array.from({ length: sites }, (_, i) => { const x = (2 * Math.PI * (i - sites / 2)) / sites; return 6 * Math.exp(-0.76 * x * x) * (random() - 0.5); }) }; },
  },
  {
    id: 'twisted', title: 'Twisted states', model: kuramoto, size: [1, 96], coupling: coupling('ring'), dt: 0.1, steps: 8, integrator: 'rk4', show: 'phase',
    teaches: 'Each oscillator of a ring follows its two neighbours. Whole turns that are caught in the ring cannot leave: a twisted state is at rest although r is near zero. Each colour comes as often as there are turns.',
    tries: 'Press another seed: the number of turns, counted below the picture, differs. Poke the ring hard and a turn may slip out.',
    knobs: [knob('K', 'K', 'coupling', 0, 6, 3)],
    unison: true, parameters: ({ K }) => ({ K, omega: 0 }), start: (seed, { sites }) => ({ theta: uniform(sites, seed) }),
  },
  {
    id: 'death', title: 'Amplitude death', model: stuartLandau, size: [24, 24], coupling: coupling('all'), dt: 0.05, steps: 4, integrator: 'rk4', show: 'plane',
    teaches: 'Oscillators that beat strongly alone pull each other to silence when their frequencies differ too much and the coupling is strong. The fainter the colour, the smaller the amplitude.',
    tries: 'With the spread at 4, move K from 0.6 to 1.5: the mean amplitude falls to 0 and the colours fade away. Narrow the spread and the field comes back to life.',
    knobs: [knob('K', 'K', 'coupling', 0, 4, 0.6), knob('spread', 'Δ', 'spread of the frequencies', 0, 8, 4), knob('mu', 'μ', 'growth rate', 0.1, 2, 1)],
    parameters: ({ K, spread, mu }, seed, { sites }) => ({ K, mu, degree: 1, omega: uniform(sites, seed, 1).map((w) => spread * w) }),
    start: (seed, { sites }) => { const theta = uniform(sites, seed + 1); return { re: theta.map(Math.cos), im: theta.map(Math.sin) }; },
    poke: (state, site) => { state.re[site] = 1; state.im[site] = 0; },
    watch: { text: 'mean amplitude', of: ({ amplitudes }) => Math.min(1, amplitudes!.reduce((sum, a) => sum + a, 0) / amplitudes!.length) },
  },
];
