import type { ZarrGroup } from '../../../src/runs/zarrRead.ts';

/** Something of a recording that can be drawn: a phase, a value, or the plane of two variables (phase and amplitude). `of`: what one entry of it is. */
export interface Seen { id: string; label: string; by: 'phase' | 'value'; arrays: string[]; of: string }
/** A scalar over time: its name in the recording, its symbol, words and unit (t: unit of time). */
export interface Measure { id: string; symbol: string; name: string; unit?: string }
/** Measures that the simulation writes, in the order in which they are shown; others follow by the names that they came with. */
const MEASURES: readonly Measure[] = [
  { id: 'orderParameter', symbol: 'r', name: 'order parameter' }, { id: 'energy', symbol: 'E', name: 'energy' },
  { id: 'meanFrequency', symbol: 'Ω', name: 'mean frequency', unit: 'rad/t' }, { id: 'residual', symbol: 'ρ', name: 'residual', unit: '1/t' }, { id: 'volatility', symbol: 'v', name: 'volatility', unit: '1/t' },
];
/** `ringStrengths` as a person reads it. */
const words = (name: string): string => name.replace(/([a-z])([A-Z])/g, '$1 $2').replaceAll('_', ' ').toLowerCase();

/** The dimensions of one copy at one moment. */
export const places = (dimensions: readonly string[]): string[] => dimensions.filter((d, k) => k > 0 && !(k === 1 && d === 'batch'));

/** Every array that has a value a site (a ring, a link …) at each time: phases first, then lattices before lists. */
export function seenIn({ arrays, attributes }: ZarrGroup): Seen[] {
  const fields = Object.values(arrays).filter(({ dimensions: d }) => d[0] === 'time' && [1, 2].includes(places(d).length) && !d.includes('quantile'));
  const one = fields.map(({ name, dimensions, attributes: a }): Seen => {
    const turns = a.kind === 'phase' || a.units === 'rad' || (a.kind === undefined && /^(phase|theta)s?$/.test(name)), last = dimensions.at(-1)!;
    return { id: name, label: words(name), by: turns ? 'phase' : 'value', arrays: [name], of: last === 'column' ? 'site' : last.split('_').at(-1)! };
  });
  const planar = (attributes.simulation as { planar?: [string, string] } | undefined)?.planar ?? ['re', 'im'];
  const plane: Seen[] = planar.every((v) => one.some((s) => s.id === v)) ? [{ id: 'z', label: `phase and amplitude of (${planar.join(', ')})`, by: 'phase', arrays: planar, of: 'site' }] : [];
  return [...plane, ...one.sort((a, b) => Number(b.by === 'phase') - Number(a.by === 'phase'))];
}

/** Scalars over time that were recorded: order parameter, energy …, and whatever else this recording holds by name. */
export function measuresIn({ arrays }: ZarrGroup): Measure[] {
  const there = Object.values(arrays).filter(({ name, dimensions: d }) => name !== 'time' && d[0] === 'time' && places(d).length === 0);
  const known = MEASURES.filter(({ id }) => there.some(({ name }) => name === id));
  return [...known, ...there.filter(({ name }) => !known.some(({ id }) => id === name)).map(({ name }) => ({ id: name, symbol: '', name: words(name) }))];
}
