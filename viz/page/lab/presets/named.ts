import { MODELS } from '../../../../src/oscillators/models/all.ts';
import { oscillator, type Oscillator } from '../../../../src/index.ts';
import { coupling, type Coupling } from '../coupling.ts';
import type { Ground } from '../ground.ts';
import { knob, plainKnob, type Arrays, type Preset, type Shown } from '../preset.ts';
import { normal, uniform } from '../starts.ts';

/** A model of the literature on its own: what is special about it here. Coupling by default all to all on 24 × 24. */
interface Named {
  teaches: string;
  size?: [number, number];
  coupling?: Coupling;
  values?: Record<string, number>;
  /** Spread of the natural frequencies. */
  spread?: number;
  dt?: number;
  steps?: number;
  symplectic?: true;
  show?: Shown;
  start?: (seed: number, ground: Ground) => Arrays;
}

const glass = { size: [1, 64] as [number, number], coupling: coupling('glass') };
const cold = (seed: number, { sites }: Ground): Arrays => ({ x: normal(sites, seed, 0.01), y: new Float32Array(sites) });
const spins: Partial<Named> = { ...glass, symplectic: true, steps: 8, show: { value: 'x', domain: [-1.4, 1.4] }, start: cold };

const NAMED: Record<string, Named> = {
  kuramoto: { teaches: 'Phases that pull each other by the sine of their difference: the simplest oscillators that can agree.', values: { K: 2 }, spread: 0.4 },
  'sakaguchi-kuramoto': { teaches: 'The pull of Kuramoto with a phase lag α: agreement at α = 0, frustration towards π/2, waves on a lattice.', size: [96, 96], coupling: coupling('von-neumann'), values: { K: 2, alpha: 0.5 }, dt: 0.1 },
  'kuramoto-inertia': { teaches: 'Rotors with mass, as generators in a power grid: the way into synchrony is not the way out of it.', size: [32, 32], coupling: coupling('von-neumann'), values: { m: 2, K: 4 }, spread: 0.3, start: (seed, { sites }) => ({ theta: uniform(sites, seed), v: new Float32Array(sites) }) },
  daido: { teaches: 'A second harmonic in the coupling: phases gather in two clusters, half a turn apart.', values: { K1: 0.5, K2: 1 }, spread: 0.1 },
  'ising-machine': { teaches: 'Injection at twice the frequency leaves two resting phases, up and down; random couplings make them a spin glass that looks for its ground state.', ...glass, values: { K: 1, Ks: 0.5 }, steps: 2 },
  winfree: { teaches: 'Pulses and a response curve, the first model of fireflies: everybody’s flash moves everybody’s phase.', values: { K: 0.4 }, spread: 0.03 },
  'stuart-landau': { teaches: 'An oscillation that grows until it saturates: phase and amplitude. Coupled on a lattice with shear it makes spirals and turbulence.', size: [96, 96], coupling: coupling('von-neumann'), values: { omega: 1, shear: 1, K: 2 } },
  'fitzhugh-nagumo': { teaches: 'A fast and a slow variable, as in a nerve: with drive it beats by itself, without it waits for a poke.', size: [96, 96], coupling: coupling('von-neumann'), values: { I: 0.5, K: 2 }, dt: 0.1, show: { value: 'v', domain: [-2, 2] } },
  'van-der-pol': { teaches: 'Negative damping at small swings, positive at large ones: a relaxation oscillation on a ring.', size: [1, 100], coupling: coupling('ring'), values: { K: 0.4 }, dt: 0.02, steps: 8,
    start: (_seed, { sites }) => ({ x: Float32Array.from({ length: sites }, (_, i) => 2 * Math.cos((2 * Math.PI * i) / sites)), y: Float32Array.from({ length: sites }, (_, i) => 2 * Math.sin((2 * Math.PI * i) / sites)) }) },
  'kerr-bifurcation': { teaches: 'Kerr oscillators under a pump that rises: at the threshold each rolls to one of two sides, and the couplings decide together to which.', ...spins, dt: 0.05 },
  'ballistic-bifurcation': { teaches: 'Positions that roll between walls while the pump rises: simulated bifurcation, the ballistic form, on a spin glass.', ...spins, dt: 0.1 },
  'discrete-bifurcation': { teaches: 'The same with the signs of the positions in the coupling: simulated bifurcation, the discrete form, on a spin glass.', ...spins, dt: 0.1 },
  'vector-kuramoto': { teaches: 'Unit vectors on a sphere instead of phases on a circle: in three dimensions synchrony sets in at once, not step by step.', values: { K: 1 }, start: (seed, { sites }) => ({ x1: normal(sites, seed), x2: normal(sites, seed + 1), x3: normal(sites, seed + 2) }) },
  'adaptive-hopf': { teaches: 'A frequency that learns: each oscillator hears the same tone and slowly takes over its pitch ν.', size: [1, 60], coupling: coupling('none'), dt: 0.01, steps: 20,
    start: (_seed, { sites }) => ({ x: new Float32Array(sites).fill(1), y: new Float32Array(sites), omega: Float32Array.from({ length: sites }, (_, i) => 20 + (20 * i) / Math.max(1, sites - 1)) }) },
};

/** A preset for every model by name, with a knob for each of its parameters. */
export const named: Preset[] = Object.entries(MODELS).map(([id, plain]) => {
  const about: Named = NAMED[id] ?? { teaches: '' }, { spread = 0, values = {} } = about, model = oscillator({ ...plain.text, parameters: { ...plain.parameters, ...values } });
  const hasOmega = Object.hasOwn(model.parameters, 'omega'), fixed: Record<string, number> = Object.hasOwn(model.parameters, 'degree') ? { degree: 1 } : {};
  return {
    id, title: model.name.charAt(0).toUpperCase() + model.name.slice(1), model, size: about.size ?? [24, 24], coupling: about.coupling ?? coupling('all'),
    dt: about.dt ?? 0.05, steps: about.steps ?? 4, integrator: about.symplectic ? 'symplectic' : 'rk4', show: about.show ?? shownOf(model),
    teaches: about.teaches, tries: 'Turn its parameters, choose another coupling, or rewrite its equations below: the field goes on from where it is.',
    knobs: [...Object.entries(model.parameters).filter(([p]) => !Object.hasOwn(fixed, p)).map(([p, value]) => plainKnob(p, value)), ...(hasOmega ? [knob('spread', 'Δ', 'spread of the frequencies', 0, Math.max(1, 2 * spread), spread)] : [])],
    parameters: (knobs, seed, { sites }) => ({
      ...Object.fromEntries(Object.keys(model.parameters).filter((p) => !Object.hasOwn(fixed, p)).map((p) => [p, knobs[p]])), ...fixed,
      ...(hasOmega && knobs.spread > 0 ? { omega: normal(sites, seed + 3, knobs.spread).map((w) => w + knobs.omega) } : {}),
    }),
    start: about.start ?? ((seed, ground) => plainStart(model, seed, ground)),
  };
});

/** Phases anywhere on the circle, real variables near 0. */
export function plainStart(model: Oscillator, seed: number, { sites }: Ground): Arrays {
  return Object.fromEntries(model.variables.map((v, k) => [v, model.state[v] === 'phase' ? uniform(sites, seed + k) : normal(sites, seed + k, 0.1)]));
}

/** A rotation as phase and amplitude, a phase as it is, anything else as a value. */
export function shownOf({ planar, state, variables: [first] }: Oscillator): Shown {
  return planar ? 'plane' : state[first] === 'phase' ? 'phase' : { value: first, domain: [-2, 2] };
}
