import type { Layout } from '../field/carrier.ts';
import type { Arrays } from '../field/plan.ts';
import type { Moment, SettleOptions } from '../field/settle.ts';
import { learnersOf } from '../plasticity/learners.ts';
import { linksOf } from '../plasticity/links.ts';
import { quantiles } from './quantiles.ts';
import { summaryArrays, summaryOf } from './recordedFamily.ts';
import type { Simulation } from './simulation.ts';
import type { RecordedArray } from './zarr.ts';
import type { ZarrData } from './zarrRead.ts';

interface Family { target: string; name: string; rules: string[]; before: Float32Array; now: Float32Array }

/**
 * The plasticity of a run: the rules of its model file between the launches of `settle` (half a pass, `chunk` steps, a pass, …: second order in
 * chunk · dt), and what the recording keeps of them.
 *
 *   CARRIER_weight   w of every link at the recorded time, the mean of half a chunk before and after (second order), 1, time × link;
 *                    CARRIER_to and CARRIER_from are the ends of each link: `to` hears `from`
 *   PARAMETER        of every site, where a rule changes it
 *   an average's own name, or what homeostasis holds (attribute set_point)   time × site
 *   …_quantiles      of each of these, seven a moment: what a picture over time needs, whatever the size of the field
 *   volatility       mean |Δw|/Δt over all that learns, 1/T
 */
export interface PlasticRun {
  readonly arrays: Record<string, RecordedArray>;
  /** Values of the arrays that do not grow. */
  readonly fixed: Record<string, ZarrData>;
  /** The half pass (after a resume: the whole one) before the first launch. */
  begin(state: Arrays, stepsBefore: number): void;
  /** What the field stands at. */
  readonly stand: Pick<Simulation['options'], 'wiring' | 'parameters'>;
  /** For `settle`. */
  adapt(moment: Moment): ReturnType<NonNullable<SettleOptions['adapt']>>;
  /** A value for every array that grows, at the moment seen last. */
  values(state: Arrays, time: number): Record<string, number | ArrayLike<number>>;
  /** For the checkpoint: as it stood before the pass at the moment seen last. */
  learned(): Arrays;
  /** Largest |Δw|/Δt of the last pass. */
  speed(): number;
  report(): { learned: { name: string; rule: string; values: number; least: number; median: number; most: number }[]; volatility: number };
}

export function plasticRun({ field, options, rules, chunk, steps: limit, ground, observables }: Simulation, layout: Layout, earlier?: Arrays): PlasticRun {
  const { dt } = field, { sites, rows, columns } = ground, wiring = { ...options.wiring }, parameters = { ...options.parameters };
  const averagesOf = (k: number) => Object.fromEntries(Object.entries(earlier ?? {}).filter(([key]) => key.startsWith(`${k}/`)).map(([key, values]) => [key.slice(`${k}/`.length), values]));
  if (earlier) rules.forEach(({ rule, carrier }, k) => {
    if (rule.text.of === 'site') parameters[rule.changes] = earlier[k];
    else wiring[carrier!] = linksOf(wiring[carrier!] as never, sites).wiring(earlier[k]);
  });
  const learners = learnersOf({ field, layout, wiring, parameters, rules: rules.map((r, k) => ({ ...r, averages: { ...r.averages, ...averagesOf(k) } })) }), { plastic, links } = learners;

  const arrays: Record<string, RecordedArray> = {}, fixed: Record<string, ZarrData> = {}, families: Family[] = [], kept: { of: number; average: string; name: string }[] = [];
  const perSite = rows > 1 ? { dimensions: ['time', 'row', 'column'], shape: [rows, columns] } : { dimensions: ['time', 'site'], shape: [sites] };
  const free = (name: string, k: number) => (name in arrays || name in field.model.state || name in field.model.parameters || ['time', ...observables, 'volatility'].includes(name) ? `${name}_${k}` : name);
  const add = (name: string, array: RecordedArray) => Object.assign(arrays, { [name]: array, ...summaryArrays(name, array) });
  rules.forEach(({ rule, carrier }, k) => {
    const target = links[k] ? `${carrier}_weight` : rule.changes, there = families.find((f) => f.target === target), about = { rule: rule.name, ...(rule.text.timescale && { time_constant: rule.text.timescale, fixed_point: rule.text.fixedPoint }) };
    if (there) {
      there.rules.push(rule.name);
      Object.assign(arrays[there.name].attributes!, { rule: there.rules.join(', ') });
    } else {
      const name = links[k] ? free(target, k) : target, value = plastic[k].value as Float32Array;
      families.push({ target, name, rules: [rule.name], before: Float32Array.from(value), now: value });
      if (links[k]) {
        const ends = `${carrier}_link`;
        add(name, { dimensions: ['time', ends], shape: [value.length], type: '<f4', attributes: { long_name: `weight of each link of ${carrier}`, kind: 'coupling', carrier, to: `${carrier}_to`, from: `${carrier}_from`, sites, ...about } });
        for (const end of ['to', 'from'] as const) {
          arrays[`${carrier}_${end}`] = { dimensions: [ends], shape: [value.length], type: '<i4', attributes: { long_name: end === 'to' ? 'site that hears' : 'site that is heard' } };
          fixed[`${carrier}_${end}`] = links[k][end];
        }
      } else add(name, { ...perSite, type: '<f4', attributes: { long_name: `parameter ${name} of each site, adapted`, kind: 'adapted', ...about } });
    }
    for (const { name: average } of rule.averages) {
      const name = free(average, k);
      kept.push({ of: k, average, name });
      add(name, { ...perSite, type: '<f4', attributes: { long_name: `running average ${average} of ${rule.name}`, kind: 'average', ...(rule.text.holds?.of === average && setPoint(k)) } });
    }
  });
  function setPoint(k: number): { set_point: number } {
    return { set_point: rules[k].rule.holds!.at({ ...rules[k].rule.text.parameters, ...rules[k].parameters }) };
  }
  const heldNames = rules.map(({ rule: { text: { holds }, averages } }, k) => {
    if (!holds || averages.some((a) => a.name === holds.of)) return undefined; // an average is recorded already
    const name = free(holds.name, k);
    add(name, { ...perSite, type: '<f4', attributes: { long_name: `${holds.name}: ${holds.of}`, kind: 'held', ...setPoint(k) } });
    return name;
  });
  arrays.volatility = { dimensions: ['time'], shape: [], type: '<f8', attributes: { long_name: 'mean |dw/dt| over all that plasticity changes, per time unit' } };

  let before = copies(), volatility = NaN, speed = 0, final = false;
  function copies(): Arrays {
    return Object.fromEntries(plastic.flatMap(({ value, averages }, k) => [[String(k), Float32Array.from(value)], ...Object.entries(averages).map(([m, a]) => [`${k}/${m}`, Float32Array.from(a)])]));
  }
  const last = (steps: number) => steps % chunk || Math.min(chunk, steps);
  const change = (state: Arrays, steps: number) => {
    const next = Math.min(chunk, limit - steps), span = ((last(steps) + next) * dt) / 2;
    before = copies();
    for (const f of families) f.before = Float32Array.from(f.now);
    const changed = learners.change(state, span, steps * dt);
    let sum = 0, count = 0;
    speed = 0;
    for (const { before: old, now } of families) for (let i = 0; i < now.length; i++, count++) {
      const rate = Math.abs(now[i] - old[i]) / span;
      sum += rate;
      if (rate > speed) speed = rate;
    }
    volatility = sum / count;
    final = next <= 0;
    return changed;
  };
  /** The mean of before and after a pass about the recorded time; after the last pass, which is half a one, what it left. */
  const middle = (old: ArrayLike<number>, now: ArrayLike<number>) => (final ? Float32Array.from(now) : Float32Array.from(now, (v, i) => (v + old[i]) / 2));
  return {
    arrays, fixed, stand: { wiring: learners.wiring, parameters: learners.parameters }, speed: () => speed, learned: () => before,
    begin(state, stepsBefore) {
      if (stepsBefore > 0) change(state, stepsBefore);
      else learners.change(state, (Math.min(chunk, limit) * dt) / 2, 0);
    },
    adapt: ({ state, steps }) => ({ ...change(state, steps), speed }),
    values(state, time) {
      const all: Record<string, number | ArrayLike<number>> = { volatility };
      for (const { name, before: old, now } of families) all[name] = middle(old, now);
      for (const { of, average, name } of kept) all[name] = middle(before[`${of}/${average}`], plastic[of].averages[average]);
      if (heldNames.some((name) => name !== undefined)) learners.held(state, time).forEach((held, k) => { if (held && heldNames[k] !== undefined) all[heldNames[k]] = held.value; });
      return { ...all, ...summaryOf(arrays, all) };
    },
    report: () => ({ volatility, learned: families.map(({ name, rules: of, now }) => {
      const [least, median, most] = quantiles(now, [0, 0.5, 1]);
      return { name, rule: of.join(', '), values: now.length, least, median, most };
    }) }),
  };
}
