import type { Carrier, StencilLink } from '../field/carrier.ts';
import { Chance } from '../field/chance.ts';
import { circle } from '../field/circle.ts';
import { csrOf } from '../field/csr.ts';
import { delayed } from '../field/delayed.ts';
import { dense } from '../field/dense.ts';
import { group } from '../field/group.ts';
import { lattice } from '../field/lattice.ts';
import { meanField } from '../field/meanField.ts';
import { mirror, shift } from '../field/moves.ts';
import { permutation } from '../field/permutation.ts';
import { sparse } from '../field/sparse.ts';
import { disc, EIGHT, FOUR, stencilOf } from '../field/stencils.ts';
import { evaluator } from '../oscillators/evaluate.ts';
import { readExpression } from '../oscillators/expression.ts';
import type { CarrierFile } from '../schemas/simulate.ts';
import { hashed, spreadOut, type Ground } from './simulationValues.ts';

/** A carrier of a model file on its ground, and its wiring. Errors: RangeError or SyntaxError, `carriers.name: …`. */
export function carrierOf(name: string, file: CarrierFile, ground: Ground, seed: number): { carrier: Carrier<never>; wiring?: unknown } {
  const { carrier, wiring } = prompt(name, file, ground, seed);
  return { carrier: file.delay === undefined ? carrier : delayed(carrier, { delay: file.delay }), wiring };
}

/** The carrier without its delay. */
function prompt(name: string, file: CarrierFile, ground: Ground, seed: number): { carrier: Carrier<never>; wiring?: unknown } {
  const { sites, rows, columns } = ground, { from } = file, where = `carriers.${name}`;
  switch (file.kind) {
    case 'lattice': {
      if (ground.rows === 1 && file.kernel === undefined) throw new RangeError(`${where}: the field is one row of ${sites} sites, expected rows and columns. Write "sites": [rows, columns], or use a circle.`);
      return { carrier: lattice({ rows, columns, stencil: stencilFor(where, file), boundary: file.boundary ?? 'periodic', from }) };
    }
    case 'circle': {
      const kernel = typeof file.kernel === 'string' ? weightOf(`${where}.kernel`, file.kernel) : file.kernel;
      return { carrier: circle({ sites, radius: file.radius ?? (kernel === undefined ? 1 : undefined), kernel, normalise: file.normalise, boundary: file.boundary, from }) };
    }
    case 'meanField': return { carrier: meanField({ reduce: file.reduce, from }) };
    case 'group': return { carrier: group({ reduce: file.reduce ?? 'mean', from }), wiring: { group: Int32Array.from(file.group) } };
    case 'dense': return { carrier: dense({ from }), wiring: { weight: matrixOf(where, file, sites, seed) } };
    case 'sparse': {
      one(where, file, ['links', 'degree']);
      const { links = drawn(where, sites, file.degree!, new Chance(hashed(where, seed))), weight } = file;
      const { weight: own, ...rows } = csrOf(links as [number, number, number?][], sites);
      return { carrier: sparse({ from }), wiring: { ...rows, weight: weight === undefined ? own : typeof own === 'number' ? own * weight : own!.map((w) => w * weight) } };
    }
    case 'permutation': {
      one(where, file, ['table', 'shift', 'mirror']);
      const table = file.table ? Int32Array.from(file.table) : file.shift ? shift(rows, columns, ...file.shift, file.boundary ?? 'periodic') : mirror(rows, columns, file.mirror!);
      return { carrier: permutation({ from }), wiring: { table } };
    }
  }
}

function stencilFor(where: string, { neighbours, radius, kernel }: Extract<CarrierFile, { kind: 'lattice' }>): StencilLink[] {
  const given = [neighbours, radius, kernel].filter((x) => x !== undefined).length;
  if (given > 1) throw new RangeError(`${where}: several of neighbours, radius and kernel came, expected one. Remove the others.`);
  return kernel ? stencilOf(kernel) : radius !== undefined ? disc(radius) : neighbours === 8 ? EIGHT : FOUR;
}

function weightOf(where: string, text: string): (step: number) => number {
  const f = evaluator(readExpression(where, text, ['step']));
  return (step) => f({ step, t: 0 });
}

function matrixOf(where: string, { weight, symmetric }: Extract<CarrierFile, { kind: 'dense' }>, sites: number, seed: number): Float32Array {
  if (sites > 16_384) throw new RangeError(`${where}: a matrix of ${sites} × ${sites}, expected at most 16384 sites. Use sparse, or meanField.`);
  const rows = Array.isArray(weight) && Array.isArray(weight[0]) ? (weight as number[][]) : undefined;
  if (rows) {
    const wrong = rows.findIndex((row) => row.length !== sites);
    if (rows.length !== sites || wrong >= 0) throw new RangeError(`${where}: weight has ${rows.length} rows${wrong >= 0 ? `, row ${wrong} of ${rows[wrong].length}` : ''}, expected ${sites} of ${sites} (row i = what site i hears). Give every pair its weight, 0 for none.`);
  }
  const all = rows ? Float32Array.from(rows.flat()) : spreadOut(`${where}.weight`, weight as number, { sites: sites * sites, batch: 1, rows: sites, columns: sites }, seed);
  const matrix = typeof all === 'number' ? new Float32Array(sites * sites).fill(all) : all;
  if (symmetric) for (let i = 0; i < sites; i++) {
    matrix[i * sites + i] = 0;
    for (let j = 0; j < i; j++) matrix[i * sites + j] = matrix[j * sites + i];
  }
  return matrix;
}

/** Everybody hears `degree` others, none twice. */
function drawn(where: string, sites: number, degree: number, chance: Chance): [number, number][] {
  if (degree >= sites) throw new RangeError(`${where}: degree is ${degree}, expected less than the ${sites} sites. Lower it, or use meanField.`);
  if (degree * sites > 2 ** 24) throw new RangeError(`${where}: ${degree} × ${sites} links, expected at most ${2 ** 24}. Lower degree.`);
  return Array.from({ length: sites }, (_, i) => {
    const heard = new Set<number>();
    while (heard.size < degree) {
      const j = Math.floor(chance.next() * sites);
      if (j !== i) heard.add(j);
    }
    return [...heard].map((j): [number, number] => [i, j]);
  }).flat();
}

function one(where: string, file: object, keys: string[]): void {
  const given = keys.filter((k) => (file as Record<string, unknown>)[k] !== undefined);
  if (given.length !== 1) throw new RangeError(`${where}: ${given.join(' and ') || 'none of them'} came, expected one of ${keys.join(', ')}. Give exactly one.`);
}
