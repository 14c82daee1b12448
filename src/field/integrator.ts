/**
 * Explicit Runge-Kutta schemes in which each stage starts from the one before:
 *   k_j = f(x + at_j dt k_(j−1)),   x' = x + dt Σ_j weight_j k_j.
 * Coupling is part of f, so every stage carries the signals anew.
 */
export interface Integrator {
  order: number;
  stages: { at: number; weight: number }[];
}

export const INTEGRATORS = {
  euler: { order: 1, stages: [{ at: 0, weight: 1 }] },
  heun: { order: 2, stages: [{ at: 0, weight: 1 / 2 }, { at: 1, weight: 1 / 2 }] },
  rk4: { order: 4, stages: [{ at: 0, weight: 1 / 6 }, { at: 1 / 2, weight: 1 / 3 }, { at: 1 / 2, weight: 1 / 3 }, { at: 1, weight: 1 / 6 }] },
} satisfies Record<string, Integrator>;

export type IntegratorName = keyof typeof INTEGRATORS;
