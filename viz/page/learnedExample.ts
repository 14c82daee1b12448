import { randomLcg } from 'd3';
import { adaptiveKuramoto, amplitudeHomeostasis, defineField, dense, learn, meanField, sakaguchiKuramoto, stuartLandau } from '../../src/index.ts';
import type { Adapted } from '../charts/plasticity.ts';

const SITES = 14, CROWD = 24, SET_POINT = 1;

export interface LearnedExample { sites: number; weight: number[][]; strongest: number; time: number[]; /** Growth rate μ, then power |z|². */ families: Adapted[] }

/**
 * Two small fields that learn, simulated by the reference in plain code (the same on every machine): couplings between two groups of frequencies
 * (Hebbian adaptive Kuramoto), and growth rates that homeostasis moves until every power is at the set point.
 */
export async function learnedExample(): Promise<LearnedExample> {
  const random = randomLcg(11), around = (middle: number, width: number) => middle + width * (2 * random() - 1);
  const { wiring } = await learn(defineField({ model: sakaguchiKuramoto, carriers: { W: dense() }, dt: 0.1 }), {
    sites: SITES, precision: 'float64', time: 60, chunk: 5, state: { theta: Float32Array.from({ length: SITES }, () => around(0, Math.PI)) },
    parameters: { omega: Float32Array.from({ length: SITES }, (_, i) => around(i < 8 ? -0.6 : 0.6, 0.08)), K: 2 / SITES }, wiring: { W: { weight: new Float32Array(SITES * SITES) } },
    rules: [{ rule: adaptiveKuramoto, carrier: 'W', step: 0.5, parameters: { epsilon: 0.1 } }],
  });
  const flat = (wiring.W as { weight: Float32Array }).weight, weight = Array.from({ length: SITES }, (_, i) => Array.from(flat.slice(i * SITES, (i + 1) * SITES), (w, j) => (i === j ? 0 : w)));

  const time: number[] = [], mu: Float32Array[] = [], power: Float32Array[] = [];
  await learn(defineField({ model: stuartLandau, carriers: { mean: meanField() }, dt: 0.1 }), {
    sites: CROWD, precision: 'float64', time: 60, chunk: 5, state: { re: Float32Array.from({ length: CROWD }, () => around(0.6, 0.5)), im: Float32Array.from({ length: CROWD }, () => around(0, 0.5)) },
    parameters: { mu: Float32Array.from({ length: CROWD }, () => around(1.6, 1.4)), omega: Float32Array.from({ length: CROWD }, () => around(2, 0.45)), K: 0.6, degree: 1 },
    rules: [{ rule: amplitudeHomeostasis, step: 0.5, parameters: { setPoint: SET_POINT, tau: 10 } }],
    observe({ time: t, state: { re, im }, learned: [{ value }] }) {
      time.push(t);
      mu.push(Float32Array.from(value));
      power.push(Float32Array.from({ length: CROWD }, (_, i) => re[i] ** 2 + im[i] ** 2));
    },
  });
  return {
    sites: SITES, weight, strongest: Math.max(...weight.flat()), time,
    families: [{ name: 'growth rate', symbol: 'μ', values: mu }, { name: 'power', symbol: '|z|²', values: power, setPoint: SET_POINT }],
  };
}
