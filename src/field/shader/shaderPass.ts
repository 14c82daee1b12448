import { TIME, type Expression } from '../../oscillators/expression.ts';
import type { Fitted } from '../carrier.ts';
import type { Field } from '../field.ts';
import { nearSteps } from '../fused/geometry.ts';
import { readsState, signalsOf } from '../fused/signals.ts';
import type { Integrator } from '../integrator.ts';
import type { ParameterPlace } from '../parameters.ts';
import { float, HELPERS, shaderText, ShaderLines } from './shaderText.ts';

export interface ShaderFusion {
  field: Field;
  fitted: Record<string, Fitted>;
  parameters: ParameterPlace;
  entries: number;
  rows: number;
  columns: number;
  stages: Integrator['stages'];
}

/** Buffers that a shader may bind, by number. All variables (signals, parameters) of a kind share one buffer, one array after the other. */
export const BINDINGS = { clock: 0, state: 1, sum: 2, stage: 3, rate: 4, parameters: 5, signals: 6, next: 7, heard: 8 } as const;
export type Binding = keyof typeof BINDINGS;

/** What dense, sparse and mean-field carriers bring, in the order of the arrays of `heard`; a mean field has one value an entry. */
export const arrivalsOf = ({ field, fitted }: Pick<ShaderFusion, 'field' | 'fitted'>): { carrier: string; signal: string }[] =>
  field.links.filter((l, i, all) => fitted[l.carrier].route!.kind !== 'lattice' && all.findIndex((m) => m.carrier === l.carrier && m.signal === l.signal) === i);

/** Workgroups that a dispatch may have in one dimension. */
const MOST = 65535;

/**
 * Shape of a workgroup of 256 (columns × lines) and how many cover the field. Columns lie along x and lines along y; whichever does not fit into
 * 65,535 workgroups goes on along z: `wide` says that it is the columns.
 */
export function dispatch({ columns, rows, entries }: Pick<ShaderFusion, 'columns' | 'rows' | 'entries'>): { shape: [number, number]; groups: [number, number, number]; wide: boolean } {
  const x = Math.min(64, 2 ** Math.ceil(Math.log2(columns))), y = 256 / x, across = Math.ceil(columns / x), down = Math.ceil((entries * rows) / y), wide = across > MOST;
  return { shape: [x, y], groups: [Math.min(MOST, across), Math.min(MOST, down), Math.ceil((wide ? across : down) / MOST)], wide };
}

/**
 * One pass over all sites as a WebGPU compute shader, a site an invocation: hear → feel → move → emit, as fused/pass.ts does it with vectors.
 * `traffic`: bytes a site that it reads and writes if every array comes from memory once.
 */
export function shaderPass(kind: 'emit' | 'rate' | number, fusion: ShaderFusion): { text: string; traffic: number } {
  const { field, fitted, parameters, entries, rows, columns, stages } = fusion, { model, dt } = field, l = new ShaderLines(), used = new Set<Binding>(), arrays = new Set<string>();
  const sites = entries * rows * columns, signals = signalsOf(field), arrivals = arrivalsOf(fusion), stage = typeof kind === 'number' ? stages[kind] : undefined;
  const last = kind === stages.length - 1, shift = stage?.at ?? 0, stored = new Map(signals.map((s, i) => [JSON.stringify(model.emits[s]), i]));
  const place = (binding: Binding, k: number, at = 'i') => {
    used.add(binding);
    arrays.add(`${binding} ${k}`);
    return `${binding}[${k * sites}u + ${at}]`;
  };
  const own = (v: string, binding: Binding) => l.let(place(binding, model.variables.indexOf(v)));

  const state = (v: string): string => {
    const signal = kind === 'emit' ? undefined : stored.get(JSON.stringify({ kind: 'symbol', name: v }));
    return signal !== undefined ? l.let(place('signals', signal)) : own(v, kind === 'emit' || kind === 'rate' || kind === 0 ? 'state' : 'stage');
  };
  const parameter = (p: string): string => {
    const k = parameters.perSite.indexOf(p), at = parameters.scalars.indexOf(p);
    used.add('parameters');
    if (k >= 0) arrays.add(`parameter ${p}`);
    return l.let(k < 0 ? `parameters[${at}u]` : `parameters[${parameters.scalars.length + k * parameters.padded}u + i]`);
  };
  /** A coordinate `step` further on: wrapped on a torus; else itself with weight 0 beyond the wall. */
  const moved = (axis: 'row' | 'column', step: number, length: number, torus: boolean): { at: string; inside?: string } => {
    if (step === 0) return { at: axis };
    const to = l.let(`i32(${axis}) + ${step}`), beyond = step < 0 ? `${to} < 0` : `${to} >= ${length}`;
    if (torus) return { at: l.let(`u32(select(${to}, ${to} ${step < 0 ? '+' : '-'} ${length}, ${beyond}))`) };
    return { at: l.let(`u32(select(${to}, i32(${axis}), ${beyond}))`), inside: l.let(`select(1.0, 0.0, ${beyond})`) };
  };
  const hear = (name: string): string => {
    const parts = field.links.filter((link) => link.heard === name).map(({ carrier, signal }) => {
      const route = fitted[carrier].route!, k = signals.indexOf(signal), a = arrivals.findIndex((x) => x.carrier === carrier && x.signal === signal);
      if (route.kind === 'meanField') {
        used.add('heard');
        return l.let(`heard[${a * sites}u + entry]${route.reduce === 'mean' ? ` / ${float(rows * columns)}` : ''}`);
      }
      if (route.kind !== 'lattice') return l.let(place('heard', a));
      return nearSteps(route).filter(([, , w]) => w !== 0).map(([dr, dc, w]) => {
        const row = moved('row', dr, rows, route.torus), column = moved('column', dc, columns, route.torus);
        const at = l.let(`(line + ${row.at} - row) * ${columns}u + ${column.at}`), weights = [...(w === 1 ? [] : [float(w)]), ...[row.inside, column.inside].filter((x) => x !== undefined)];
        return l.let([l.let(place('signals', k, at)), ...weights].join(' * '));
      }).reduce((sum, x) => (sum === '' ? x : l.let(`${sum} + ${x}`)), '') || '0.0';
    });
    return parts.reduce((sum, x) => (sum === '' ? x : l.let(`${sum} + ${x}`)), '') || '0.0';
  };
  const symbol = (later: number, value: (v: string) => string) => (s: string): string => {
    if (s === TIME) {
      used.add('clock');
      return l.let(`clock.time + ${float(later * dt)}`);
    }
    return model.variables.includes(s) ? value(s) : Object.hasOwn(model.parameters, s) ? parameter(s) : hear(s);
  };
  const known = (e: Expression) => {
    const signal = e.kind === 'symbol' || e.kind === 'number' ? undefined : stored.get(JSON.stringify(e));
    return signal === undefined ? undefined : l.let(place('signals', signal));
  };
  const rate = (v: string) => shaderText(model.rate[v], l, symbol(shift, state), known);

  const writes: string[] = [], next: Record<string, string> = {}, write = (binding: Binding, k: number, value: string) => {
    writes.push(`${place(binding, k)} = ${value};`);
    arrays.add(`write ${binding} ${k}`);
  };
  model.variables.forEach((v, k) => {
    if (kind === 'emit') next[v] = own(v, 'state');
    else if (!stage) write('rate', k, rate(v));
    else {
      const slope = rate(v), sum = l.let(`${own(v, kind === 0 ? 'state' : 'sum')} + ${float(stage.weight * dt)} * ${slope}`);
      if (last) write('state', k, (next[v] = model.state[v] === 'phase' ? l.let(`wrapped(${sum})`) : sum));
      else {
        next[v] = l.let(`${own(v, 'state')} + ${float(stages[(kind as number) + 1].at * dt)} * ${slope}`);
        write('sum', k, sum);
        if (readsState(field, v)) write('stage', k, next[v]);
      }
    }
  });
  if (kind !== 'rate') {
    const later = kind === 'emit' ? 0 : last ? 1 : stages[(kind as number) + 1].at;
    signals.forEach((s, k) => write('next', k, shaderText(model.emits[s], l, symbol(later, (v) => next[v]), () => undefined)));
  }
  const { shape: [x, y], wide } = dispatch(fusion), reads = (b: Binding) => !writes.some((w) => w.startsWith(`${b}[`));
  const declared = [...used].sort((a, b) => BINDINGS[a] - BINDINGS[b]).map((b) => (b === 'clock' ? `struct Clock { time: f32 }\n@group(0) @binding(0) var<uniform> clock: Clock;`
    : `@group(0) @binding(${BINDINGS[b]}) var<storage, ${reads(b) ? 'read' : 'read_write'}> ${b}: array<f32>;`));
  const text = `${declared.join('\n')}\n${HELPERS}
@compute @workgroup_size(${x}, ${y}) fn main(@builtin(global_invocation_id) id: vec3u) {
  let column = id.x${wide ? ` + id.z * ${MOST * x}u` : ''}; let line = id.y${wide ? '' : ` + id.z * ${MOST * y}u`};
  if (column >= ${columns}u || line >= ${entries * rows}u) { return; }
  let row = line % ${rows}u; let entry = line / ${rows}u; let i = line * ${columns}u + column;
  ${[...l.lines, ...writes].join('\n  ')}
}`;
  return { text, traffic: 4 * arrays.size };
}
