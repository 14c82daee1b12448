import { describe, expect, it } from 'vitest';
import { BACKENDS, MODELS, oscillator } from '../../src/index.ts';
import { Chance } from '../../src/field/chance.ts';
import { coupling, KINDS, type CouplingKind } from '../../viz/page/lab/coupling.ts';
import { knobsOf, modelIn, textOfPreset } from '../../viz/page/lab/knobs.ts';
import { modelOf, textOf } from '../../viz/page/lab/modelText.ts';
import { PRESET_IDS, PRESETS, presetOf } from '../../viz/page/lab/presets.ts';
import { sceneOf } from '../../viz/page/lab/scene.ts';
import { optionsOf, situationOf } from '../../viz/page/lab/address.ts';
import { HIGHEST_SEED, SPEEDS, startOf, type Situation } from '../../viz/page/lab/situation.ts';
import { hashOf, placeOf } from '../../viz/page/place.ts';

const WRITTEN = [
  "name of my own\nphase theta\nparameter omega = 0.3, K = -1.5, seed = 2, model = 0.25\n# a comment & more? yes\ntheta' = omega*seed + model + K*(S*cos(theta) - C*sin(theta)) - 0.1*sin(3*theta) + t*0\nemits S = sin(theta)\nemits C = cos(theta)",
  "real x, y\nparameter a = 1e-3\nwhere r2 = x^2 + y^2\nx' = x - y - r2*x + a*U\ny' = x + y - r2*y\nemits U = x\nnoise x = 0.1\nproject y = max(-2, min(2, y))\nplanar x, y\nhears U, W",
];
/** A situation drawn at random: any preset, coupling, size, model, knobs, seed, backend and speed. */
function drawn(chance: Chance): Situation {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(chance.next() * list.length)], id = pick(PRESET_IDS), preset = presetOf(id)!;
  const written = chance.next() < 0.3 ? pick(WRITTEN) : undefined, kinds = (Object.keys(KINDS) as CouplingKind[]).filter((k) => k !== 'own'), kind = written === undefined && chance.next() < 0.4 ? preset.coupling.kind : pick(kinds), { plate, row, even, p, links } = KINDS[kind];
  const size: [number, number] = row || (!plate && chance.next() < 0.3) ? [1, 24 + Math.floor(chance.next() * 60)] : [4 + Math.floor(chance.next() * 8), 5 + Math.floor(chance.next() * 8)];
  const choice = kind === 'own' ? preset.coupling : coupling(kind, { links: links && (even ? 2 + 2 * Math.floor(chance.next() * 8) : 1 + Math.floor(chance.next() * 12)), p: p === undefined ? undefined : chance.next(), open: chance.next() < 0.5 });
  return {
    preset: id, ...(written === undefined ? {} : { written }), coupling: choice, size, seed: 1 + Math.floor(chance.next() * HIGHEST_SEED), backend: pick(BACKENDS), speed: pick(SPEEDS),
    knobs: Object.fromEntries(knobsOf(preset, modelIn(preset, written)).map((k) => [k.name, chance.next() < 0.2 ? k.value : k.from + (k.to - k.from) * chance.next()])),
  };
}
const back = (options: Record<string, string>) => situationOf(placeOf(hashOf('laboratory', '', options)).options);

describe('the whole state of the laboratory goes through its address', () => {
  it('600 situations drawn at random come back as they were, and every one of them can be run', () => {
    const chance = new Chance(7), seen = new Set<string>();
    for (let k = 0; k < 600; k++) {
      const s = drawn(chance);
      expect(back(optionsOf(s)), JSON.stringify(s)).toEqual({ situation: s, faults: [] });
      sceneOf(s);
      seen.add(s.coupling.kind);
    }
    expect(seen.size).toBe(Object.keys(KINDS).length);
  });

  it('an empty address is the first preset, and an address of a preset alone is its start', () => {
    expect(back({})).toEqual({ situation: startOf(PRESETS[0].id), faults: [] });
    for (const id of PRESET_IDS) expect(back({ preset: id })).toEqual({ situation: startOf(id), faults: [] });
  });

  it.each([
    [{ preset: 'sprials' }, /preset: "sprials" came, .* Did you mean "spirals"\?/], [{ preset: 'onset', K: 'fast' }, /^K: "fast" came, expected 0 to 4\./], [{ preset: 'onset', K: '1e9' }, /^K: "1e9" came/],
    [{ preset: 'onset', size: '9999x9999' }, /^size: 9999 × 9999 is 99,980,001 sites, expected at most 262,144/], [{ size: 'big' }, /^size: "big" came, expected rows x columns/], [{ size: '0x5' }, /^size: .* at least 4 sites/], [{ preset: 'twisted', size: '40x40' }, /^size: 40 × 40 for a ring, expected one row/],
    [{ carrier: 'ether' }, /^carrier: "ether" came, expected one of/], [{ carrier: 'ring_3', size: '40' }, /^links: 3 a site, expected an even number from 2 to 38/], [{ carrier: 'ring_x', size: '40' }, /^carrier: "ring_x" came, expected ring_2/], [{ carrier: 'small-world_4_7', size: '40' }, /^shortcuts: a share of 7, expected 0 to 1/],
    [{ carrier: 'own' }, /no links of its own/], [{ seed: '-3' }, /^seed: "-3" came, expected a whole number from 1/], [{ seed: '1.5' }, /^seed/], [{ backend: 'webgl3' }, /^backend: "webgl3" came, .* Did you mean "webgl2"\?/], [{ speed: '3' }, /^speed: "3" came, expected one of 0.25/],
    [{ nosie: '0.2' }, /^nosie: Spiral waves has no such knob, .* Did you mean "noise"\?/], [{ model: 'phase theta' }, /^your model: rate of theta is missing/], [{ model: "phase theta\ntheta' = omega" }, /omega/], [{ preset: 'segmentation', model: "phase theta\ntheta' = 1\nemits Z = sin(theta)" }, /carries "S"/],
  ] as [Record<string, string>, RegExp][])('a broken address %j says one line, and what comes back runs', (options, said) => {
    const { situation, faults } = back(options);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(said);
    expect(faults[0]).not.toContain('\n');
    sceneOf(situation);
    expect(back(optionsOf(situation)).faults).toEqual([]);
  });
});

describe('a model as text', () => {
  it.each(Object.entries(MODELS))('%s: written out and read again it is the same model', (_, model) => {
    const text = { ...model.text, split: undefined }, again = modelOf(textOf(model)), { variables, parameters, hears, planar } = oscillator(text), flat = (of: Record<string, string> | undefined) => Object.fromEntries(Object.entries(of ?? {}).map(([v, words]) => [v, words.replace(/\s+/g, ' ').trim()]));
    expect([again.name, again.variables, again.parameters, again.hears, again.planar, again.state]).toEqual([model.name, variables, parameters, hears, planar, model.state]);
    for (const part of ['rate', 'emits', 'where', 'noise', 'project'] as const) expect(flat(again.text[part]), part).toEqual(flat(text[part]));
  });

  it('the text that a preset shows is the preset’s model', () => {
    for (const id of PRESET_IDS) expect(textOf(modelOf(textOfPreset(presetOf(id)!)))).toBe(textOfPreset(presetOf(id)!));
  });

  it.each([
    ["theta' = 1", /state is empty/], ["phase theta\ntheta' = omga\nparameter omega = 1", /"omga".*omega/], ["phase theta\ntheta = 1", /line 2: "theta = 1" cannot be read/], ["phase theta\nparameter K\ntheta' = K", /line 2: "K" cannot be read, expected a name, = and a number/],
    ["phase theta\ntheta' = 1\ntheta' = 2", /line 3: "theta" came twice/], ["phase theta\ntheta' = 1\nemitz S = 1", /line 3: .* Did you mean "emits"\?/], ["phase theta\ntheta' = alert(1)", /alert/], ["phase theta\ntheta' = 1\nplanar theta", /line 3: planar names 1/],
    ["phase __proto__\n__proto__' = 1", /cannot be (read|a symbol)/], ["phase theta\ntheta' = 1 # two", /a comment/], ['x'.repeat(9000), /at most 8000/],
  ])('%j is refused in one line', (text, said) => {
    let message = '';
    try { modelOf(text); } catch (error) { message = (error as Error).message; }
    expect(message).toMatch(said);
    expect(message).not.toContain('\n');
  });
});
