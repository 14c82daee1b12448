import { oscillator, real } from '../oscillator.ts';

/**
 * Pumped Kerr (Duffing) oscillators that pass through their bifurcation: adiabatic simulated bifurcation.
 *
 *   dx/dt = Δ y,   dy/dt = −κ x³ − (Δ − p) x + c U,   p = min(p₁, p₀ + ρ t),   U = Σ_j W_ij x_j
 *
 *   symbol   argument             meaning                                            unit    shape
 *   x, y     x, y                 position and momentum                              1       N
 *   Δ        Delta                detuning                                           1/T     N or 1
 *   κ        kappa                Kerr coefficient                                   1/T     N or 1
 *   p₀, p₁   pumpStart, pumpEnd   pump at the start, and where it stays              1/T     N or 1
 *   ρ        ramp                 how fast it grows                                  1/T²    N or 1
 *   c        c                    coupling strength                                  1/T     N or 1
 *
 * Known answers: with the pump at rest and W symmetric, H = Σ (Δy²/2 + κx⁴/4 + (Δ − p)x²/2) − (c/2) Σ W_ij x_i x_j is constant (the equations are Hamilton's).
 * One alone rests at 0 for p < Δ (turning at √(Δ(Δ − p))), at x = ±√((p − Δ)/κ) for p > Δ (there at √(2Δ(p − Δ))): the sign is the spin.
 * Goto's machine (validation-suite.md 1 names it), its form from memory and not compared with the papers; what is tested here is derived here.
 * Use a symplectic integrator for long runs.
 */
export const kerrBifurcation = oscillator({
  name: 'Kerr bifurcation',
  state: { x: real, y: real },
  parameters: { Delta: 1, kappa: 1, pumpStart: 0, pumpEnd: 2, ramp: 0.02, c: 0.2 },
  where: { p: 'min(pumpEnd, pumpStart + ramp*t)' },
  rate: { x: 'Delta*y', y: 'c*U - kappa*x^3 - (Delta - p)*x' },
  emits: { U: 'x' },
});
