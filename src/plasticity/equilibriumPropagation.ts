import { plasticityRule } from './rule.ts';

/**
 * Equilibrium propagation, centred: the field settles twice, nudged by +β and by −β towards what is taught, and each link compares.
 *
 *   dw_ij/dt = η/(2β) (cos(θ⁺_i − θ⁺_j) − cos(θ⁻_i − θ⁻_j))        dω_i/dt = η/(2β) (θ⁺_i − θ⁻_i)
 *
 *   θ⁺, θ⁻  plus, minus  settled phases under the two nudges, unwrapped alike   rad  N       η  eta   learning rate     1/T  1
 *   w, ω    w, omega     coupling; natural frequency                         1/T  …      β  beta  strength of nudge 1/T  1
 *
 * With E = −½ Σ w_ij cos(θ_i − θ_j) − Σ ω_i θ_i and θ' = −∂E/∂θ ∓ β ∂cost/∂θ, −d cost/dw = ∂/∂β of −∂E/∂w at rest (validation-suite.md section 5). The two-settling
 * form with the free phase is β → `minus` = free and eta doubled. Reads: the phases of its two ends (ω: of its own site) in both settlings.
 * Time constant: of the teaching. Fixed point: both settlings agree, ∂cost/∂w = 0.
 */
export const equilibriumCoupling = plasticityRule({
  name: 'equilibrium propagation', of: 'link', reads: ['plus', 'minus'], parameters: { eta: 0.1, beta: 0.1 },
  rate: 'eta / (2 * beta) * (cos(plus_i - plus_j) - cos(minus_i - minus_j))',
  timescale: '1/eta', fixedPoint: 'both settlings agree on cos(theta_i - theta_j)',
});

export const equilibriumFrequency = plasticityRule({
  name: 'equilibrium propagation of frequencies', of: 'site', changes: 'omega', reads: ['plus', 'minus'], parameters: { eta: 0.1, beta: 0.1 },
  rate: 'eta / (2 * beta) * (plus - minus)',
  timescale: '1/eta', fixedPoint: 'both settlings agree on theta',
});
