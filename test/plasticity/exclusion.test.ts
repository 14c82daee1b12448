import { describe, expect, it } from 'vitest';
import { plasticity, plasticityRule } from '../../src/index.ts';
import { ExclusionLinks } from '../../src/plasticity/exclusion.ts';

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

  it('is a rule that can be written as text: the same weights after 40 patterns', () => {
    const rule = plasticityRule({
      name: 'exclusion', of: 'link', reads: ['label'], parameters: { recovery: 0.02, tau: 2 },
      rate: 'recovery * (1 - w) - w / tau * max(0, 1 - abs(label_i - label_j))', timescale: 'tau', fixedPoint: 'w = 1 / (1 + mean coincidence / (recovery * tau))',
    });
    const links = new ExclusionLinks(3, 0.02, 2), text = plasticity({ rule, sites: 3, links: { to: [0, 0, 1], from: [1, 2, 2] }, value: new Float64Array(3).fill(1), step: 0.01 });
    for (let n = 0; n < 40; n++) {
      const label = [n % 3, n % 5, n % 7];
      links.see(label);
      text.pass({ label }, 1);
    }
    links.strengths.forEach((w, k) => expect(text.value[k]).toBeCloseTo(w, 5));
  });
});
