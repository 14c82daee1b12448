import { describe, expect, it } from 'vitest';
import { exclusion, plasticity } from '../../src/index.ts';
import { ExclusionLinks } from '../../src/plasticity/exclusionLimit.ts';

describe('ExclusionLinks', () => {
  it('rests at 1 / (1 + c̄/(ητ)) for a mean coincidence c̄', () => {
    const links = new ExclusionLinks(2, 0.02, 5), period = 10;
    let mean = 0;
    for (let k = 0; k < 4000; k++) {
      links.see(k % period === 0 ? [1, 1] : [1, 2]);
      if (k >= 3000) mean += links.strengths[0] / 1000;
    }
    expect(mean).toBeCloseTo(1 / (1 + 1 / period / (0.02 * 5)), 1);
  });

  it('a link is changed by its own two ends only', () => {
    const a = new ExclusionLinks(4), b = new ExclusionLinks(4);
    a.see([1, 1, 2, 3]);
    b.see([1, 1, 7, 7]);
    expect(a.strengths[a.at(0, 1)]).toBe(b.strengths[b.at(0, 1)]);
    expect(a.strengths[a.at(0, 2)]).toBe(b.strengths[b.at(0, 2)]);
    expect(a.strengths[a.at(2, 3)]).not.toBe(b.strengths[b.at(2, 3)]);
  });

  it('pairs that were once in phase no longer exclude each other, the others still do', () => {
    const links = new ExclusionLinks(3);
    links.see([1, 2, 2]);
    links.see([1, 2, 3]);
    expect(links.pairs()).toEqual([[0, 1], [0, 2]]);
  });

  it('says what is wrong', () => {
    expect(() => new ExclusionLinks(1)).toThrow(/sites is 1, expected/);
    expect(() => new ExclusionLinks(3, 0)).toThrow(/recovery 0/);
    expect(() => new ExclusionLinks(3).see([1])).toThrow(/1 phases came, expected 3/);
  });

  it('is where the rule leads whose coincidence is held: the same weights after 40 patterns', () => {
    const links = new ExclusionLinks(3, 0.02, 2), text = plasticity({ rule: exclusion, sites: 3, links: { to: [0, 0, 1], from: [1, 2, 2] }, parameters: { eta: 0.02, tau: 2, kappa: 200 }, value: new Float64Array(3).fill(1), step: 0.01 });
    for (let n = 0; n < 40; n++) {
      const label = [n % 3, n % 5, n % 7];
      links.see(label);
      text.pass({ re: label.map((d) => Math.cos((2 * Math.PI * d) / 7)), im: label.map((d) => Math.sin((2 * Math.PI * d) / 7)) }, 1);
    }
    links.strengths.forEach((w, k) => expect(text.value[k]).toBeCloseTo(w, 5));
  });
});

describe('exclusion', () => {
  const held = (re: number[], im: number[], time: number, parameters = { eta: 0.05, tau: 2, kappa: 6 }) => {
    const links = plasticity({ rule: exclusion, sites: 2, links: { to: [0], from: [1] }, parameters, value: new Float64Array([1]), step: 0.25 });
    links.pass({ re, im }, time);
    return links.value[0];
  };
  it.each([[1, 1, 0], [0.5, 0.8, 0], [1, 1, 0.5], [1, 0.7, 2], [0, 1, 0]])('rests at 1/(1 + c/(ητ)), c = r_i r_j e^{κ(cos Δ − 1)}: r %s and %s, Δ = %s', (a, b, delta) => {
    const c = a * b * Math.exp(6 * (Math.cos(delta) - 1));
    expect(held([a, b * Math.cos(delta)], [0, b * Math.sin(delta)], 600)).toBeCloseTo(1 / (1 + c / 0.1), 8);
  });
  it('does not see a common turning, and hears nothing in silence', () => {
    const at = (turn: number) => held([Math.cos(turn), 0.8 * Math.cos(turn + 0.3)], [Math.sin(turn), 0.8 * Math.sin(turn + 0.3)], 3);
    expect(at(2.1)).toBeCloseTo(at(0), 12);
    expect(held([1e-20, 0], [0, 0], 50)).toBe(1);
  });
});
