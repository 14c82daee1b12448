import { oscillator, real, type OscillatorText } from '../oscillator.ts';

/** What ballistic and discrete bifurcation share: a pump that grows to a₀, and inelastic walls at |x| = 1. */
const WALLED = {
  state: { x: real, y: real },
  parameters: { a0: 1, ramp: 0.01, c: 0.2 },
  where: { p: 'min(a0, ramp*t)', outside: 'max(0, sign(abs(x) - 1))' },
  rate: { x: 'a0*y', y: 'c*U - (a0 - p)*x' },
  project: { x: 'max(-1, min(1, x))', y: 'y*(1 - outside)' },
} satisfies Omit<OscillatorText, 'name'>;

/**
 * Ballistic simulated bifurcation: oscillators without Kerr term between inelastic walls.
 *
 *   dx/dt = a₀ y,   dy/dt = −(a₀ − p) x + c U,   p = min(a₀, ρ t),   U = Σ_j W_ij x_j;   at |x| > 1: x ← sign x, y ← 0
 *
 *   symbol  argument  meaning                                      unit    shape
 *   x, y    x, y      position and momentum                        1       N
 *   a₀      a0        frequency without pump; the pump ends there  1/T     N or 1
 *   ρ       ramp      how fast the pump grows                      1/T²    N or 1
 *   c       c         coupling strength                            1/T     N or 1
 *
 * Known answers: inside the walls the equations are Hamilton's (H = a₀y²/2 + (a₀ − p)x²/2 − ½c Σ W x x is constant while p is); with W = 0 one turns at √(a₀(a₀ − p)).
 * With the pump at its end, x = sign x with every c U_i x_i ≥ 0 rests at the walls: each spin is aligned with what it hears, a local optimum of the cut.
 * Goto's machine (validation-suite.md 1: symplectic Euler, walls at |x| = 1), its form from memory and not compared with the papers; what is tested
 * here is derived here.
 */
export const ballisticBifurcation = oscillator({ name: 'ballistic bifurcation', ...WALLED, emits: { U: 'x' } });

/**
 * Discrete simulated bifurcation: as ballistic bifurcation, but U = Σ_j W_ij sign(x_j), so that what is heard has no analog error.
 * Symbols and walls as above. Known answer: as above; inside the walls the force is that of the spins, constant while no sign changes.
 */
export const discreteBifurcation = oscillator({ name: 'discrete bifurcation', ...WALLED, emits: { U: 'sign(x)' } });
