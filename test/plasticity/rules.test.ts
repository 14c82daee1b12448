import { describe, expect, it } from 'vitest';
import * as api from '../../src/index.ts';
import { plasticity, plasticityRule, type Rule } from '../../src/index.ts';
import { irregular } from '../support/engine.ts';
import { readsOf } from './locality.ts';

/** Every rule that is data, whichever file it stands in. */
const RULES = Object.values(api).filter((x): x is Rule => typeof x === 'object' && x !== null && 'text' in x && 'decay' in x && 'averages' in x);
const SITES = 6, to = [0, 0, 1, 2, 3, 4, 5, 5], from = [1, 2, 2, 3, 4, 5, 0, 1];

const shownFor = (rule: Rule) => Object.fromEntries((rule.text.reads ?? []).map((s, i) => [s, Float64Array.from(irregular(SITES, 0.2, 1, 3 + i))]));
const begun = (rule: Rule, step: number) => plasticity({
  rule, sites: SITES, links: { to, from }, step,
  value: Float64Array.from(irregular(rule.text.of === 'link' ? to.length : SITES, 0.1, 0.6, 9)), averages: Object.fromEntries(rule.averages.map((a) => [a.name, 0.4])),
});

describe('every plasticity rule', () => {
  it('is found here', () => expect(RULES.length).toBeGreaterThanOrEqual(13));

  it.each(RULES)('$name: a change reads its own value, its ends and their averages only', (rule) => {
    const plastic = begun(rule, 0.1), shown = shownFor(rule);
    const count = plastic.value.length, hears = Object.keys(rule.text.hears ?? {}).length > 0;
    for (let k = 0; k < count; k++) {
      const { values, sites } = readsOf(plastic, k, shown), ends = rule.text.of === 'link' ? [to[k], from[k]] : [k];
      if (!hears) {
        expect(values.filter((x) => x !== k)).toEqual([]);
        expect(sites.filter((x) => !ends.includes(x))).toEqual([]);
      }
      // What an end hears is a sum that the field carries to every site, so all places are read to form it: moved one at a time, only the ends, their averages and whom they hear may count.
      const near = hears ? [...ends, ...from.filter((_, l) => ends.includes(to[l]))] : ends, rate = plastic.rateOf(k, plastic.value, shown);
      for (const s of Object.keys(shown)) for (let i = 0; i < SITES; i++) if (!near.includes(i)) {
        expect(plastic.rateOf(k, plastic.value, { ...shown, [s]: shown[s].map((x, at) => (at === i ? x + 0.5 : x)) })).toBe(rate);
      }
      for (const mean of Object.values(plastic.averages)) for (let i = 0; i < SITES; i++) if (!ends.includes(i)) {
        mean[i] += 0.5;
        expect(plastic.rateOf(k, plastic.value, shown)).toBe(rate);
        mean[i] -= 0.5;
      }
    }
    for (let k = 0; k < count; k++) for (let other = 0; other < count; other++) {
      const ends = rule.text.of === 'link' ? [to[k], from[k]] : [k], heard = hears && rule.text.of === 'link' && ends.includes(to[other]);
      if (other === k || heard) continue;
      const moved = Float64Array.from(plastic.value);
      moved[other] += 0.5;
      expect(plastic.rateOf(k, moved, shown)).toBe(plastic.rateOf(k, plastic.value, shown));
    }
  });

  it.each(RULES)('$name: halving the own step divides the error by 4 or more', (rule) => {
    const after = (step: number) => { const p = begun(rule, step); p.pass(shownFor(rule), 1.6); return p.value; };
    const exact = after(0.0125), error = (step: number) => Math.max(...after(step).map((w, k) => Math.abs(w - exact[k])));
    const coarse = error(0.2), fine = error(0.1);
    if (coarse > 1e-10) expect(coarse / fine).toBeGreaterThan(3.2);
    else expect(coarse).toBeLessThan(1e-10); // linear in what is held: exact
  });

  it.each(RULES)('$name: NaN, a wrong size and an unknown parameter are one line each', (rule) => {
    const plastic = begun(rule, 0.1), shown = shownFor(rule), first = rule.text.reads?.[0];
    const count = plastic.value.length;
    if (first) {
      expect(() => plastic.pass({ ...shown, [first]: new Float64Array(SITES).fill(NaN) }, 1)).toThrow(/of site 0 is NaN, expected a finite number\. [^\n]*$/);
      expect(() => plastic.pass({ ...shown, [first]: new Float64Array(2) }, 1)).toThrow(/has 2 values, expected 6/);
      expect(() => plastic.pass({}, 1)).toThrow(/which no site shows/);
    }
    const options = { rule, sites: SITES, links: { to, from }, step: 0.1, value: new Float64Array(count) };
    expect(() => plasticity({ ...options, value: new Float64Array(count + 1) })).toThrow(/values came, expected/);
    expect(() => plasticity({ ...options, value: new Float64Array(count).fill(NaN) })).toThrow(/value 0 is NaN/);
    expect(() => plasticity({ ...options, parameters: { [`${Object.keys(rule.text.parameters)[0]}x`]: 1 } })).toThrow(/Did you mean/);
    expect(() => plasticity({ ...options, step: 0 })).toThrow(/step is 0, expected a positive number/);
  });
});

describe('plasticityRule', () => {
  const text = { name: 'mine', of: 'link' as const, reads: ['theta'], parameters: { eta: 1 }, rate: 'eta', timescale: '', fixedPoint: '' };
  it('an unknown symbol is named with the nearest known one', () => {
    expect(() => plasticityRule({ ...text, rate: 'eta * cos(theta_k)' })).toThrow(/mine, rate: unknown symbol "theta_k".*Did you mean "theta_[ij]"\?/);
    expect(() => plasticityRule({ ...text, averages: { m: { of: 'thetaa', tau: '1' } } })).toThrow(/average m: unknown symbol "thetaa".*Did you mean "theta"\?/);
  });
  it('a site elsewhere cannot be written down', () => {
    for (const rate of ['theta[3]', 'w_k', 'theta', 'globalThis', 'f(w) = 1']) expect(() => plasticityRule({ ...text, rate })).toThrow(SyntaxError);
  });
});
