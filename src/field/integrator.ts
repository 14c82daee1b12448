/**
 * Explicit Runge-Kutta schemes in which each stage starts from the one before:
 *   k_j = f(x + at_j dt k_(j−1)),   x' = x + dt Σ_j weight_j k_j.
 * Coupling is part of f, so every stage carries the signals anew.
 *   symplectic  variable after variable, in the order of the model's state: later rates see the variables that have already moved;
 *   strang      the model's exact flow over dt/2, Heun's scheme on its rest over dt, the exact flow over dt/2 (models with `split`).
 */
export interface Integrator {
  order: number;
  stages: { at: number; weight: number }[];
}

export type IntegratorName = 'euler' | 'heun' | 'rk4' | 'symplectic' | 'strang';

const HEUN = [{ at: 0, weight: 1 / 2 }, { at: 1, weight: 1 / 2 }];

export const INTEGRATORS: Record<IntegratorName, Integrator> = {
  euler: { order: 1, stages: [{ at: 0, weight: 1 }] },
  heun: { order: 2, stages: HEUN },
  rk4: { order: 4, stages: [{ at: 0, weight: 1 / 6 }, { at: 1 / 2, weight: 1 / 3 }, { at: 1 / 2, weight: 1 / 3 }, { at: 1, weight: 1 / 6 }] },
  symplectic: { order: 1, stages: [{ at: 0, weight: 1 }] },
  strang: { order: 2, stages: HEUN },
};

/** Schemes that know what to do with white noise. */
export const NOISY: readonly IntegratorName[] = ['euler', 'heun', 'symplectic'];
