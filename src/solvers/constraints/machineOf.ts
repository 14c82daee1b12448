import { bifurcation } from './bifurcation.ts';
import { chaoticAmplitude } from './chaoticAmplitude.ts';
import type { CutModel } from './cutModels.ts';
import type { Ramps } from './cutPace.ts';
import { frustratedShare } from './cycles.ts';
import { engineMachine, LAUNCH, oscillatorForm, thermalForm, type EngineMachine, type EngineOptions } from './engineMachine.ts';
import { kuramotoIsing } from './kuramotoIsing.ts';
import { stepwise, type Couplings, type Machine, type MachineName, type MachinePace } from './machines.ts';
import { thermal, type ThermalPace } from './thermal.ts';
import { roundsAway, thermalWide } from './thermalWide.ts';

/** A machine of that name and how it likes to be paced, for the graph by its degrees and weights alone; measured in docs/constraints.md. */
export function machineOf(name: MachineName, c: Couplings, seed: number): { machine: Machine; remark?: string } & Ramps {
  if (name === 'thermal' && roundsAway(c)) return { machine: stepwise(thermalWide(c, seed, thermalPace(c))), ...LONG, ramp: WIDE, remark: 'weights so many decades apart that grains would lose the small ones: in float64, every site pushed in units of its own weights' };
  if (name === 'thermal') return { machine: thermal(c, seed, thermalPace(c)), ...thermalRamps(c) };
  const { model, pace, ...ramps } = paceOf(name, c), stepped = { discrete: bifurcation, ballistic: bifurcation, chaotic: chaoticAmplitude, kuramoto: kuramotoIsing }[model];
  return { machine: stepwise(stepped(c, seed, pace, model === 'discrete')), ...ramps };
}

/** The same machine as a field of the engine, with the same pace; one replica a seed. */
export async function engineMachineOf(name: MachineName, c: Couplings, options: EngineOptions): Promise<{ machine: EngineMachine } & Ramps> {
  if (name === 'thermal') return { machine: await engineMachine(c, thermalForm(c, thermalPace(c)), options), ...thermalRamps(c), burst: LAUNCH };
  const { model, pace, ...ramps } = paceOf(name, c);
  return { machine: await engineMachine(c, oscillatorForm(model, c, pace), options), ...ramps, burst: LAUNCH };
}

const LONG: Ramps = { first: 2, parts: 1 };

/** Where weights are decades apart, what is joined by large ones moves no more once it is cold: coolings are short and many, so that the small ones are tried anew. */
const WIDE = 1000;

function thermalRamps(c: Couplings): Ramps {
  if (c.degree >= SPARSE) return LONG;
  const share = frustratedShare(c);
  return { first: 1, parts: 2, ...(share !== undefined && share < CALM && { ramp: WALLS_FREEZE }) };
}

export function paceOf(name: Exclude<MachineName, 'thermal'>, c: Couplings): { model: Exclude<CutModel, 'thermal'>; pace: MachinePace } & Ramps {
  switch (name) {
    case 'adaptive': return { model: 'discrete', pace: adaptivePace(c), ...LONG };
    case 'discrete': return { model: 'discrete', pace: { ...FREE, coupling: 0.7, dt: 0.7 }, ...LONG, ramp: 8000 };
    case 'ballistic': return { model: 'ballistic', pace: { ...FREE, coupling: 0.5, dt: 0.5 }, ...LONG, ramp: 2000 };
    case 'chaotic': return { model: 'chaotic', pace: { coupling: 0.5, dt: 0.2, rate: 0.2, target: 0.5, least: 0.01, most: 100 }, ...LONG, ramp: 20_000 };
    case 'kuramoto': return { model: 'kuramoto', pace: { ...FREE, coupling: 5, dt: 0.05 }, ...LONG, ramp: 4000 };
  }
}

const FREE = { rate: 0, target: 0.7, least: 1, most: 1 };

/** The homeostat must be slow: at 0.15 dense random graphs lose 0.2 %, planar ones of mixed sign 1 % (docs/constraints.md). */
const adaptivePace = ({ degree }: Couplings): MachinePace => ({ coupling: 0.7, dt: 0.7, rate: degree < 16 ? 0.03 : 0.05, target: 0.7, least: 0.3, most: 3 });

/**
 * Mean degree below which two short coolings are better than a long one. Where in addition hardly a short cycle is frustrated, a run ends in the best cut but for pairs of domain
 * walls that freeze around a torus, or do not, however slowly it is cooled: then coolings are short and many (G50: 12 of 12 runs instead of 3 of 5).
 */
const SPARSE = 6, CALM = 0.1, WALLS_FREEZE = 60_000;

/** Spread of the root mean squares of what sites can hear, over their mean, above which gains are left to a homeostat: hubs freeze first and hold the rest. */
const UNEVEN = 0.3;

/** Uneven degrees need the homeostat (G18: 99.5 → 100 %, G39: 99.6 → 99.8 % of the best known, 2 or 3 runs each); even ones gain nothing by it. */
export function thermalPace({ sites, start, weight }: Couplings): ThermalPace {
  const reach = Float64Array.from({ length: sites }, (_, i) => Math.sqrt(weight.subarray(start[i], start[i + 1]).reduce((s, w) => s + w * w, 0))), mean = reach.reduce((s, r) => s + r, 0) / sites;
  const uneven = Math.sqrt(reach.reduce((s, r) => s + (r - mean) ** 2, 0) / sites) > UNEVEN * mean;
  return { dt: 1, hot: 0.55, cool: 0.15, cold: 0.03, quench: 0.03, levelling: 0.8, rate: uneven ? 0.01 : 0, aim: 0.95 };
}
