import { symbolsOf } from '../../oscillators/expression.ts';
import type { Fitted, Route } from '../carrier.ts';
import type { Field } from '../field.ts';
import type { ParameterPlace } from '../parameters.ts';
import { Memory, type Geometry } from './geometry.ts';
import { readsState, signalsOf } from './signals.ts';

type Sparse = Extract<Route, { kind: 'sparse' }>;

/** Byte offsets of everything a fused field keeps in memory. A pair of places is used in turn: one is heard while the other is written. */
export interface Places {
  /** State, sum of the slopes, state at the present stage, rate: one array a variable. */
  x: Record<string, number>;
  sum: Record<string, number>;
  stage: Record<string, number>;
  rate: Record<string, number>;
  /** Parameters: one value, or one a site. */
  parameters: Record<string, { at: number; perSite: boolean }>;
  /** Signals in order, each with its margin: `at` + turn × `turn` + signal × `signal`. */
  signals: { names: string[]; at: number; signal: number; turn: number };
  /** The same signals two by two, site by site, for sparse links; absent without. */
  pairs?: { at: number; pair: number; turn: number };
  /** What dense and sparse carriers bring, by `carrier signal`. */
  heard: Record<string, number>;
  /** Sums of every unit of work for mean fields: unit × `names.length` + k values in float64. */
  sums: { names: string[]; at: number; turn: number };
  /** Weights of a dense carrier (rows of `pitch` values); rows, sites and weights of a sparse one. */
  links: Record<string, { weight: number; start: number; site: number }>;
  /** Two masks: all lanes, and the lanes of the last vector of a line. */
  mask: number;
  pages: number;
}

export function placesOf(field: Field, fitted: Record<string, Fitted>, parameters: ParameterPlace, g: Geometry, stages: number): Places {
  const memory = new Memory(), { bytes } = g.lanes, sites = g.entries * g.rows * g.pitch, lines = g.entries * (g.rows + 2 * g.margin.rows);
  const { variables } = field.model, arrays = (names: string[]) => Object.fromEntries(names.map((n) => [n, memory.place(sites, bytes)]));
  const names = signalsOf(field), signal = lines * g.signalPitch * bytes + 832, carriers = Object.keys(field.carriers);
  const kind = (c: string) => fitted[c].route!.kind, linked = field.links.filter((l) => ['dense', 'sparse'].includes(kind(l.carrier)));
  const summed = [...new Set(field.links.filter((l) => kind(l.carrier) === 'meanField').map((l) => l.signal))];
  const place = (length: number) => memory.place(length, bytes), used = usedParameters(field);
  return {
    x: arrays(variables), sum: stages > 1 ? arrays(variables) : {}, stage: stages > 1 ? arrays(variables.filter((v) => readsState(field, v))) : {}, rate: arrays(variables),
    parameters: Object.fromEntries(used.map((p) => [p, { at: place(parameters.perSite.includes(p) ? sites : 1), perSite: parameters.perSite.includes(p) }])),
    signals: { names, at: memory.place(2 * names.length * signal, 1), signal, turn: names.length * signal },
    pairs: carriers.some((c) => kind(c) === 'sparse') ? { at: place(4 * Math.ceil(names.length / 2) * sites), pair: 2 * sites * bytes, turn: Math.ceil(names.length / 2) * 2 * sites * bytes } : undefined,
    heard: Object.fromEntries(linked.map((l) => [`${l.carrier} ${l.signal}`, place(sites)])),
    sums: { names: summed, at: memory.place(2 * g.units * summed.length, 8), turn: g.units * summed.length * 8 },
    links: Object.fromEntries(carriers.map((c) => {
      const route = fitted[c].route!;
      if (route.kind === 'dense') return [c, { weight: place((g.columns + 3) * g.pitch), start: 0, site: 0 }]; // rows are multiplied four by four
      const { start, site, weight } = route.kind === 'sparse' ? route : ({ start: [], site: [], weight: 1 } as unknown as Sparse);
      return [c, { weight: typeof weight === 'number' ? place(1) : place(weight.length + 4), start: memory.place(start.length, 4), site: memory.place(site.length + 4, 4) }];
    })),
    mask: memory.place(8, 4),
    pages: memory.pages,
  };
}

function usedParameters({ model }: Field): string[] {
  const symbols = new Set([...Object.values(model.rate), ...Object.values(model.emits)].flatMap((e) => [...symbolsOf(e)]));
  return Object.keys(model.parameters).filter((p) => symbols.has(p));
}
