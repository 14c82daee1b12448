import { expect, it, describe } from 'vitest';
import { defineField, frequencyAdaptation, learn, oscillator, real } from '../../src/index.ts';

const hopf = oscillator({
  name: 'forced Hopf', state: { x: real, y: real }, planar: ['x', 'y'], parameters: { omega: 40, gamma: 8, mu: 1, epsilon: 0.9, nu: 30 },
  rate: { x: 'gamma*(mu - x^2 - y^2)*x - omega*y + epsilon*cos(nu*t)', y: 'gamma*(mu - x^2 - y^2)*y + omega*x' },
  emits: { F: 'cos(nu*t)' }, hears: [],
});

describe('frequency adaptation', () => {
  for (const [precision, start, time] of [['float64', 32, 90], ['float32', 33, 90]] as const) it(`V22, ${precision}: ω comes from ${start} to the forcing frequency 30`, async () => {
    const seen: number[] = [], field = defineField({ model: hopf, dt: 0.005 });
    const first = await learn(field, { sites: 1, state: { x: 1, y: 0 }, parameters: { omega: new Float32Array([start]) }, rules: [{ rule: frequencyAdaptation, step: 0.01 }], time, chunk: 2, precision });
    seen.push(first.learned[0].value[0]);
    expect(Math.abs(seen[0] - 30)).toBeLessThan(0.2);
  });
});
