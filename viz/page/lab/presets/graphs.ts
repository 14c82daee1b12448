import { randomLcg } from 'd3';
import { dense, gather, group, kuramoto, oscillator, phase, type Carrier } from '../../../../src/index.ts';
import { coupling } from '../coupling.ts';
import { knob, type Preset } from '../preset.ts';
import { uniform } from '../starts.ts';
import { bodies, hebb, linksWithin, pictures } from './pictures.ts';

const crowd = oscillator({
  name: 'Kuramoto with global repulsion', state: { theta: phase }, parameters: { omega: 0, K: 1, G: 0.5 },
  rate: { theta: 'omega + K * (S * cos(theta) - C * sin(theta)) - G * (A * cos(theta) - B * sin(theta))' },
  emits: { S: 'sin(theta)', C: 'cos(theta)' }, hears: ['S', 'C', 'A', 'B'],
});

const twofold = oscillator({
  name: 'Kuramoto with a second harmonic', state: { theta: phase }, parameters: { K: 2, L: 0.5 },
  rate: { theta: 'K * (S * cos(theta) - C * sin(theta)) - L * sin(2 * theta)' }, emits: { S: 'sin(theta)', C: 'cos(theta)' },
});

/** What links alone can do. */
export const graphs: Preset[] = [
  {
    id: 'segmentation', title: 'Segmentation', model: crowd, size: [40, 40], coupling: coupling('own'), dt: 0.1, steps: 3, integrator: 'rk4', show: 'phase',
    teaches: 'Links join neighbours of one kind, and every cell of a body repels all others a little. What is bound locks to one phase, what is not parts: bodies become colours.',
    tries: 'Turn the repulsion off and bodies may share a phase by chance. Turn the coupling down and they fall apart.',
    knobs: [knob('K', 'K', 'coupling inside a body', 0, 8, 4), knob('G', 'G', 'repulsion', 0, 0.6, 0.12)],
    loudest: 0.2,
    own: (ground) => ({
      carriers: { near: gather({ degree: 4, from: { S: 'S', C: 'C' } }) as Carrier<never>, everybody: group({ reduce: 'mean', from: { A: 'S', B: 'C' } }) as Carrier<never> },
      wiring: { near: { table: linksWithin(bodies(ground), ground.rows, ground.columns), weight: 0.25 }, everybody: { group: bodies(ground).map((k) => (k === 0 ? -1 : 0)) } },
    }),
    mask: (ground) => Float32Array.from(bodies(ground), (k) => (k === 0 ? 0.1 : 1)),
    parameters: ({ K, G }) => ({ K, G, omega: 0 }), start: (seed, { sites }) => ({ theta: uniform(sites, seed) }),
  },
  {
    id: 'small-world', title: 'Small world', model: kuramoto, size: [1, 240], coupling: coupling('small-world'), dt: 0.1, steps: 6, integrator: 'rk4', show: 'phase',
    teaches: 'Everybody on a ring hears four neighbours on each side. A few links that lead anywhere instead are shortcuts: waves that the ring keeps for ever melt, and all fall into one rhythm.',
    tries: 'Start at p = 0 and watch the waves stay. Raise p to 0.1: with one link in ten a shortcut, r climbs.',
    knobs: [knob('K', 'K', 'coupling', 0, 4, 2)],
    parameters: ({ K }, seed, { sites }) => ({ K, omega: uniform(sites, seed + 3, 0.1) }), start: (seed, { sites }) => ({ theta: uniform(sites, seed) }),
  },
  {
    id: 'memory', title: 'Memory', model: twofold, size: [20, 20], coupling: coupling('own'), dt: 0.05, steps: 2, integrator: 'rk4', show: 'phase',
    teaches: 'Everybody hears everybody, by a weight that says how often the two agreed in three pictures: Hebb’s rule. From a start in which a quarter of the cells is wrong the field falls back into the nearest picture, figure and ground in opposite phase.',
    tries: 'Press another seed for another picture. Draw over the field while it runs: it repairs itself, until too much is gone.',
    knobs: [knob('K', 'K', 'coupling', 0, 4, 2), knob('L', 'L', 'pull to the two rests', 0, 2, 0.5)],
    loudest: 1,
    own: (ground) => ({ carriers: { all: dense() as Carrier<never> }, wiring: { all: { weight: hebb(pictures(ground)) } } }),
    parameters: ({ K, L }) => ({ K, L }),
    start: (seed, ground) => { const random = randomLcg(seed), shown = pictures(ground)[(seed - 1) % 3]; return { theta: Float32Array.from(shown, (s) => ((random() < 0.25 ? -s : s) > 0 ? 0 : Math.PI) + 0.6 * (random() - 0.5)) }; },
  },
];
