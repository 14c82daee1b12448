import { delayed } from '../field/delayed.ts';
import { dense } from '../field/dense.ts';
import { defineField } from '../field/field.ts';
import { kuramoto } from '../oscillators/models/kuramoto.ts';
import type { Check } from './check.ts';
import { bisect } from './numbers.ts';
import { steps } from './steps.ts';

const omega = 1, K = 0.5, tau = 2, dt = 0.05, field = defineField({ model: kuramoto, carriers: { other: delayed(dense(), { delay: tau }) }, dt });

export const delay: Check[] = [{
  id: 'V26', title: 'two oscillators that hear each other late turn at Ω = ω − K sin Ωτ', formula: '\\Omega = \\omega - K\\sin\\Omega\\tau,\\quad \\text{stable iff } K\\cos\\Omega\\tau > 0', source: 'validation-suite.md V26',
  async figures(precision) {
    const expected = bisect((Omega) => Omega - omega + K * Math.sin(Omega * tau), 0, 1), options = { sites: 2, state: { theta: Float64Array.of(0, 0.4) }, parameters: { omega, K }, wiring: { other: { weight: Float32Array.of(0, 1, 1, 0) } } };
    const span = 400, [early, late] = [await steps(precision, field, options, 2400), await steps(precision, field, options, 2400 + span)], turned = late.theta[0] - early.theta[0], T = span * dt;
    const within = precision === 'float64' ? 1e-6 : 1e-3;
    return [
      { what: 'Ω at ω = 1, K = 0.5, τ = 2', expected, measured: (turned + 2 * Math.PI * Math.round((expected * T - turned) / (2 * Math.PI))) / T, within },
      { what: 'phase difference, locked', expected: 0, measured: Math.sin(late.theta[0] - late.theta[1]), within },
    ];
  },
}];
