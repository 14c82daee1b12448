import { defineField } from '../field/field.ts';
import { meanField } from '../field/meanField.ts';
import { wrapAngle } from '../field/observables/angle.ts';
import { daidoMoment, orderParameter } from '../field/observables/orderParameter.ts';
import { sakaguchiKuramoto } from '../oscillators/models/sakaguchiKuramoto.ts';
import type { Check, Figure, Precision } from './check.ts';
import { lorentzian, quantiles } from './lab.ts';
import { steps, type State, type StepsOptions } from './steps.ts';

const field = defineField({ model: sakaguchiKuramoto, carriers: { all: meanField() }, dt: 0.04 });
const GAMMA = 0.5, FREQUENCIES = 4000, EACH = 12, sites = FREQUENCIES * EACH;
const omega = quantiles(FREQUENCIES, lorentzian(GAMMA));

/**
 * A field on the Ott-Antonsen manifold: every quantile frequency twelve times, its phases the Möbius image of twelve evenly spaced ones, so that
 * their mean is r₀ (up to r₀^12) as that of a Poisson kernel is. Without this the noise of chance phases grows as r does.
 */
function onManifold(r0: number, parameters: { K: number; alpha: number }): StepsOptions {
  const kernel = quantiles(EACH, (p) => 2 * Math.atan(((1 - r0) / (1 + r0)) * Math.tan(Math.PI * (p - 0.5))));
  return { sites, state: { theta: Float64Array.from({ length: sites }, (_, i) => kernel[i % EACH]) }, parameters: { ...parameters, omega: Float64Array.from({ length: sites }, (_, i) => omega[Math.floor(i / EACH)]) } };
}

/** The same run at the times asked for. */
async function course(precision: Precision, start: StepsOptions, times: number[]): Promise<State[]> {
  const seen: State[] = [];
  let state = start.state, last = 0;
  for (const t of times) {
    state = await steps(precision, field, { ...start, state }, Math.round((t - last) / field.dt));
    seen.push(state as State);
    last = t;
  }
  return seen;
}

/** Growth rate of a small order parameter at coupling K and lag α: ln(r(t)/r(0))/t. */
async function growth(precision: Precision, K: number, alpha: number): Promise<number> {
  const start = onManifold(0.02, { K, alpha }), time = 4, [end] = await course(precision, start, [time]);
  return Math.log(orderParameter(end.theta).r / orderParameter(start.state.theta as Float64Array).r) / time;
}

/** r(t) on that manifold at coupling K, from r₀. */
export function transient(t: number, K = 2, r0 = 0.1): number {
  const end = Math.sqrt(1 - (2 * GAMMA) / K);
  return end / Math.sqrt(1 + ((end / r0) ** 2 - 1) * Math.exp(-(K - 2 * GAMMA) * t));
}

const V7: Check = {
  id: 'V7',
  title: 'on the Ott-Antonsen manifold the order parameter grows along its closed transient, and Daido\'s moments are its powers',
  formula: 'r^2(t) = \\frac{r_\\infty^2}{1+((r_\\infty/r_0)^2-1)e^{-(K-2\\gamma)t}},\\quad r_m = r^m',
  source: 'Ott and Antonsen, arXiv:0806.0004, as in validation-suite.md V7',
  async figures(precision) {
    const K = 2, r0 = 0.1, times = [1, 2, 4, 8], figures: Figure[] = [];
    const seen = await course(precision, onManifold(r0, { K, alpha: 0 }), times);
    times.forEach((t, k) => {
      const r = transient(t, K, r0), { theta } = seen[k];
      figures.push({ what: `r(${t})`, expected: r, measured: orderParameter(theta).r, within: 5e-4 });
      for (const m of [2, 3]) figures.push({ what: `Daido moment ${m} at t = ${t}`, expected: r ** m, measured: daidoMoment(theta, m).r, within: 5e-4 });
    });
    return figures;
  },
};

const V11: Check = {
  id: 'V11',
  title: 'a phase lag raises the onset to 2γ/cos α, lowers the order parameter and turns the field at −(K sin α/2)(1 + r²)',
  formula: 'K_c = \\frac{2\\gamma}{\\cos\\alpha},\\quad r = \\sqrt{1-\\frac{2\\gamma}{K\\cos\\alpha}},\\quad \\Omega = \\omega_0 - \\tfrac12 K\\sin\\alpha\\,(1+r^2)',
  source: 'Ott and Antonsen, arXiv:0806.0004, as in validation-suite.md V11; growth of a small r: (K cos α)/2 − γ (linearised)',
  async figures(precision) {
    const K = 4, alpha = Math.PI / 6, r = Math.sqrt(1 - (2 * GAMMA) / (K * Math.cos(alpha))), Kc = (2 * GAMMA) / Math.cos(alpha), figures: Figure[] = [];
    const [below, above] = [await growth(precision, 1, alpha), await growth(precision, 1.3, alpha)];
    figures.push({ what: 'growth of a small r at K = 1, α = π/6', expected: Math.cos(alpha) / 2 - GAMMA, measured: below, within: 1e-3 });
    figures.push({ what: 'Kc at α = π/6: where growth changes sign, from K = 1 and 1.3', expected: Kc, measured: 1 - (0.3 * below) / (above - below), within: 5e-4 });
    const every = 7 * field.dt, times = Array.from({ length: 40 }, (_, k) => 12 + k * every), orders = (await course(precision, onManifold(r, { K, alpha }), times)).map(({ theta }) => orderParameter(theta));
    const turned = orders.slice(1).reduce((sum, o, k) => sum + wrapAngle(o.psi - orders[k].psi), 0);
    figures.push({ what: 'r at K = 4, α = π/6', expected: r, measured: orders.reduce((sum, o) => sum + o.r, 0) / orders.length, within: 5e-4 });
    figures.push({ what: 'Ω at K = 4, α = π/6', expected: -((K * Math.sin(alpha)) / 2) * (1 + r ** 2), measured: turned / (every * (orders.length - 1)), within: 5e-4 });
    return figures;
  },
};

/** r of the field on its way from r₀ at K = 2, at rising times. */
export const growing = async (precision: Precision, r0: number, times: number[]): Promise<number[]> => (await course(precision, onManifold(r0, { K: 2, alpha: 0 }), times)).map(({ theta }) => orderParameter(theta).r);

export const ottAntonsen: Check[] = [V7, V11];
