import type { SimulationFile } from '../../../src/index.ts';
import { KINDS } from './coupling.ts';
import type { Scene } from './scene.ts';

type CarrierText = NonNullable<SimulationFile['carriers']>[string];

const FOUR_MEAN = [[0, 0.25, 0], [0.25, 0, 0.25], [0, 0.25, 0]], EIGHT_MEAN = [[0.125, 0.125, 0.125], [0.125, 0, 0.125], [0.125, 0.125, 0.125]];

/**
 * The scene as a model file: `npx cymatic simulate FILE` runs the same field from the same start, with the same links and the same dice, without a page.
 * `time` is how long it is to run.
 */
export function modelFileOf(scene: Scene, time: number): SimulationFile {
  const { model, ground: { rows, columns }, field, parameters, situation } = scene, { name, text } = model, plain = (value: number | Float32Array) => (typeof value === 'number' ? value : Array.from(value));
  const { state, rate, where, emits, hears, planar, noise, project, split } = text, given = Object.fromEntries(Object.entries({ where, emits, hears, planar, noise, project, split }).filter(([, part]) => part !== undefined));
  return {
    name, state, rate, ...given, parameters: Object.fromEntries(Object.entries(parameters).map(([p, value]) => [p, plain(value)])),
    carriers: Object.fromEntries(Object.keys(field.carriers).map((c) => [c, carrierText(scene, c)])), sites: rows === 1 ? columns : [rows, columns],
    dt: field.dt, integrator: field.integrator, time, start: Object.fromEntries(Object.entries(scene.start()).map(([v, values]) => [v, plain(values)])), seed: situation.seed,
  };
}

function carrierText({ situation: { coupling: { kind, links, open } }, field, wiring, ground: { sites } }: Scene, name: string): CarrierText {
  const { from } = field.carriers[name], wires = wiring[name] as Partial<Record<'start' | 'site' | 'table' | 'group', Int32Array>> & { weight?: number | Float32Array } | undefined, of = from === undefined ? {} : { from };
  if (KINDS[kind].plate) return { kind: 'lattice', kernel: kind === 'moore' ? EIGHT_MEAN : FOUR_MEAN, boundary: open ? 'open' : 'periodic', ...of };
  if (wires?.group) return { kind: 'group', group: Array.from(wires.group), reduce: 'mean', ...of };
  if (wires?.start && wires.site) return { kind: 'sparse', links: pairs(wires.site, wires.site.length / sites), weight: wires.weight as number, ...of }; // every row is of one length here
  if (wires?.table) return { kind: 'sparse', links: pairs(wires.table, wires.table.length / sites), weight: wires.weight as number, ...of };
  if (wires?.weight instanceof Float32Array) { const all = wires.weight; return { kind: 'dense', weight: Array.from({ length: sites }, (_, i) => Array.from(all.subarray(i * sites, (i + 1) * sites))), ...of }; }
  return kind === 'all' ? { kind: 'meanField', ...of } : { kind: 'circle', radius: links / 2, normalise: true, ...of };
}

/** [site, hears] of a table of `degree` links a site, without those that are closed. */
const pairs = (table: Int32Array, degree: number): [number, number][] => Array.from(table, (j, k): [number, number] => [Math.floor(k / degree), j]).filter(([, j]) => j >= 0);
