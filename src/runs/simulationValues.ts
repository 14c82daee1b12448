import { Chance } from '../field/chance.ts';
import { evaluator } from '../oscillators/evaluate.ts';
import { readExpression } from '../oscillators/expression.ts';
import type { Values } from '../schemas/simulate.ts';

/** Where sites stand: `rows × columns = sites`; one row where there is no lattice. */
export interface Ground { sites: number; batch: number; rows: number; columns: number }

/**
 * What a value of a model file means: a number, or batch × sites numbers. Draws come from the seed and the value's own name, so that a further
 * parameter changes no other draw, and each batch entry has draws of its own.
 *
 *   {uniform: [a, b]}   a + (b − a) u                      {lorentz: [c, γ]}   c + γ tan(π(u − ½))
 *   {normal: [m, s]}    m + s √(−2 ln u₁) cos 2πu₂         u in (0, 1); with quantiles, u = (i + ½)/sites in shuffled order
 *   {ramp: [a, b]}      a + (b − a) i/(sites − 1)          {twisted: q}        2πq i/sites, wrapped;  [q, p]: 2π(q row/rows + p column/columns)
 *   {formula: text}     arithmetic on site, sites, row, rows, column, columns, entry
 *
 * Errors: RangeError or SyntaxError, `name: …`.
 */
export function spreadOut(name: string, value: Values, ground: Ground, seed: number): number | Float32Array {
  if (typeof value === 'number') return value;
  if (Array.isArray(value)) return Float32Array.from(value);
  const { sites, batch, rows, columns } = ground, chance = new Chance(hashed(name, seed));
  const fill = (f: (site: number, entry: number) => number) => Float32Array.from({ length: batch * sites }, (_, k) => f(k % sites, Math.floor(k / sites)));
  const open = () => chance.next() + 2 ** -33;
  if ('uniform' in value) {
    const [low, high] = value.uniform, u = value.quantiles ? quantiles(ground, chance) : undefined;
    return fill((i, b) => low + (high - low) * (u ? u[b * sites + i] : chance.next()));
  }
  if ('normal' in value) {
    const [mean, deviation] = value.normal;
    return fill(() => mean + deviation * Math.sqrt(-2 * Math.log(open())) * Math.cos(2 * Math.PI * chance.next()));
  }
  if ('lorentz' in value) {
    const [centre, width] = value.lorentz, u = value.quantiles ? quantiles(ground, chance) : undefined;
    return fill((i, b) => centre + width * Math.tan(Math.PI * ((u ? u[b * sites + i] : open()) - 0.5)));
  }
  if ('ramp' in value) {
    const [first, last] = value.ramp;
    return fill((i) => (sites === 1 ? first : first + ((last - first) * i) / (sites - 1)));
  }
  if ('twisted' in value) {
    const { twisted } = value;
    return fill((i) => wrapped(2 * Math.PI * (typeof twisted === 'number' ? (twisted * i) / sites : (twisted[0] * Math.floor(i / columns)) / rows + (twisted[1] * (i % columns)) / columns)));
  }
  const f = evaluator(readExpression(name, value.formula, ['site', 'sites', 'row', 'rows', 'column', 'columns', 'entry']));
  return fill((site, entry) => {
    const x = f({ site, sites, row: Math.floor(site / columns), rows, column: site % columns, columns, entry, t: 0 });
    if (!Number.isFinite(x)) throw new RangeError(`${name}: "${value.formula}" is ${x} at site ${site}, expected a finite number. Correct the formula.`);
    return x;
  });
}

/** A seed of its own for everything that is drawn: FNV-1a over the name, from the run's seed on. */
export function hashed(name: string, seed: number): number {
  let h = (seed ^ 0x811c9dc5) | 0;
  for (const c of name) h = Math.imul(h ^ c.codePointAt(0)!, 0x01000193);
  return h;
}

/** (i + ½)/sites in an order of its own for every entry (Fisher-Yates). */
function quantiles({ sites, batch }: Ground, chance: Chance): Float64Array {
  const all = new Float64Array(sites * batch);
  for (let b = 0; b < batch; b++) {
    const own = all.subarray(b * sites, (b + 1) * sites);
    for (let i = 0; i < sites; i++) own[i] = (i + 0.5) / sites;
    for (let i = sites - 1; i > 0; i--) {
      const j = Math.floor(chance.next() * (i + 1));
      [own[i], own[j]] = [own[j], own[i]];
    }
  }
  return all;
}

const wrapped = (angle: number): number => angle - 2 * Math.PI * Math.round(angle / (2 * Math.PI));
