import { describe, expect, it } from 'vitest';
import { coherenceCompetition, plasticity } from '../../src/index.ts';
import { compete } from '../../src/plasticity/replicator.ts';

const f = [0, 0.3, 0.9, 0.5, 0.65], gate = () => plasticity({
  rule: coherenceCompetition, sites: 5, links: { to: [0, 0, 0, 0], from: [1, 2, 3, 4] }, value: new Float64Array(4).fill(0.25), step: 0.02,
});

describe('coherence-gated competition', () => {
  it('follows g ∝ e^{ft} and keeps Σ g = 1', () => {
    const g = gate();
    g.pass({ f }, 3);
    const grown = f.slice(1).map((x) => Math.exp(3 * x)), all = grown.reduce((a, b) => a + b);
    grown.forEach((x, c) => expect(g.value[c]).toBeCloseTo(x / all, 4));
    expect(Array.from(g.value).reduce((a, b) => a + b)).toBeCloseTo(1, 6);
  });
  it('has the winner and the share of the closed form that grows the gates', () => {
    const g = gate(), closed = compete(f.slice(1));
    g.pass({ f }, closed.time);
    expect(g.value.indexOf(Math.max(...g.value))).toBe(closed.winner);
    expect(g.value[closed.winner]).toBeCloseTo(closed.share, 4);
  });
});
