import { randomLcg } from 'd3';
import { dense, gather, group, kuramoto, oscillator, phase, type Carrier } from '../../../../src/index.ts';
import { coupling } from '../coupling.ts';
import { knob, type Preset } from '../preset.ts';
import { uniform } from '../starts.ts';
import { bodies, hebb, inside, likeness, linksWithin, pictures } from './pictures.ts';

/** The repulsion has two harmonics: with one, the bodies may gather in two camps half a turn apart and still have no mean. */
const crowd = oscillator({
  name: 'Kuramoto with global repulsion', state: { theta: phase }, parameters: { omega: 0, K: 1, G: 0.5 },
  rate: { theta: 'omega + K * (S * cos(theta) - C * sin(theta)) - G * (A * cos(theta) - B * sin(theta) + A2 * cos(2*theta) - B2 * sin(2*theta))' },
  emits: { S: 'sin(theta)', C: 'cos(theta)', S2: 'sin(2*theta)', C2: 'cos(2*theta)' }, hears: ['S', 'C', 'A', 'B', 'A2', 'B2'],
});

const twofold = oscillator({
  name: 'Kuramoto with a second harmonic', state: { theta: phase }, parameters: { K: 2, L: 0.5 },
  rate: { theta: 'K * (S * cos(theta) - C * sin(theta)) - L * sin(2 * theta)' }, emits: { S: 'sin(theta)', C: 'cos(theta)' },
});

/** What links alone can do. */
export const graphs: Preset[] = [
  {
    id: 'segmentation', title: 'Segmentation', model: crowd, size: [40, 40], coupling: coupling('own'), dt: 0.1, steps: 3, integrator: 'rk4', show: 'phase',
    teaches: 'Links join neighbours of one kind, and every cell of a body repels all others a little. What is bound locks to one phase, what is not parts: bodies become colours, and r inside them climbs to 1 while r of all does not.',
    tries: 'Turn the repulsion off and bodies may share a phase by chance. Turn the coupling down and they fall apart.',
    knobs: [knob('K', 'K', 'coupling inside a body', 0, 12, 6), knob('G', 'G', 'repulsion', 0, 1, 0.3)],
    loudest: 0.2, unison: true,
    own: (ground) => ({
      carriers: { near: gather({ degree: 4, from: { S: 'S', C: 'C' } }) as Carrier<never>, everybody: group({ reduce: 'mean', from: { A: 'S', B: 'C', A2: 'S2', B2: 'C2' } }) as Carrier<never> },
      wiring: { near: { table: linksWithin(bodies(ground), ground.rows, ground.columns), weight: 0.25 }, everybody: { group: bodies(ground).map((k) => (k === 0 ? -1 : 0)) } },
    }),
    watch: { text: 'r inside the bodies', of: ({ ground, phases }) => inside(bodies(ground), phases) },
    mask: (ground) => Float32Array.from(bodies(ground), (k) => (k === 0 ? 0.1 : 1)),
    parameters: ({ K, G }) => ({ K, G, omega: 0 }), start: (seed, { sites }) => ({ theta: uniform(sites, seed) }),
  },
  {
    id: 'small-world', title: 'Small world', model: kuramoto, size: [1, 240], coupling: coupling('small-world'), dt: 0.1, steps: 6, integrator: 'rk4', show: 'phase',
    teaches: 'Everybody on a ring hears four neighbours on each side. A few links that lead anywhere instead are shortcuts: waves that the ring keeps for ever melt, and all fall into one rhythm.',
    tries: 'Take all shortcuts away, restart, and the waves stay for ever. Give three links in ten a shortcut and r climbs to 1.',
    knobs: [knob('K', 'K', 'coupling', 0, 4, 2)],
    parameters: ({ K }, seed, { sites }) => ({ K, omega: uniform(sites, seed + 3, 0.1) }), start: (seed, { sites }) => ({ theta: uniform(sites, seed) }),
  },
  {
    id: 'memory', title: 'Memory', model: twofold, size: [20, 20], coupling: coupling('own'), dt: 0.05, steps: 2, integrator: 'rk4', show: 'phase',
    teaches: 'Everybody hears everybody, by a weight that says how often the two agreed in three pictures: Hebb’s rule. From a start in which a quarter of the cells is wrong the field falls back into the nearest picture, figure and ground in opposite phase.',
    tries: 'Press another seed for another picture. Draw over the field while it runs: it repairs itself, until too much is gone.',
    knobs: [knob('K', 'K', 'coupling', 0, 4, 2), knob('L', 'L', 'pull to the two rests', 0, 2, 0.5)],
    loudest: 1,
    watch: { text: 'likeness to the nearest picture', of: ({ ground, phases }) => Math.max(...pictures(ground).map((shown) => likeness(shown, phases))) },
    own: (ground) => ({ carriers: { all: dense() as Carrier<never> }, wiring: { all: { weight: hebb(pictures(ground)) } } }),
    unison: true, parameters: ({ K, L }) => ({ K, L }),
    start: (seed, ground) => { const random = randomLcg(seed), shown = pictures(ground)[(seed - 1) % 3]; return { theta: Float32Array.from(shown, (s) => ((random() < 0.25 ? -s : s) > 0 ? 0 : Math.PI) + 0.6 * (random() - 0.5)) }; },
  },
];
