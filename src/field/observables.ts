type Numbers = ArrayLike<number>;

/** Kuramoto order parameter r e^{iψ} = mean of e^{iθ}: r = 1 in full synchrony, about 1/√N for random phases. */
export interface OrderParameter { r: number; psi: number }

/** Order parameter of phases[from … to). Nobody: r = 0. */
export function orderParameter(phases: Numbers, from = 0, to = phases.length): OrderParameter {
  let re = 0, im = 0;
  for (let i = from; i < to; i++) { re += Math.cos(phases[i]); im += Math.sin(phases[i]); }
  const n = Math.max(1, to - from);
  return { r: Math.hypot(re, im) / n, psi: Math.atan2(im, re) };
}

/** Order parameter of every group 0 … groups − 1; sites of group −1 take no part. */
export function orderParameterByGroup(phases: Numbers, group: Int32Array, groups: number): OrderParameter[] {
  const re = new Float64Array(groups), im = new Float64Array(groups), size = new Float64Array(groups);
  for (let i = 0; i < group.length; i++) {
    if (group[i] < 0) continue;
    re[group[i]] += Math.cos(phases[i]);
    im[group[i]] += Math.sin(phases[i]);
    size[group[i]]++;
  }
  return Array.from(re, (x, g) => ({ r: Math.hypot(x, im[g]) / Math.max(1, size[g]), psi: Math.atan2(im[g], x) }));
}

/**
 * Coupling energy E = −½ Σ_ij W_ij cos(θ_j − θ_i) = −½ Σ_i (cos θ_i C_i + sin θ_i S_i), from the carried sums S = W sin θ and C = W cos θ.
 * It falls along runs with equal natural frequencies and symmetric W only.
 */
export function energy(phases: Numbers, carriedSine: Numbers, carriedCosine: Numbers, from = 0, to = phases.length): number {
  let e = 0;
  for (let i = from; i < to; i++) e -= 0.5 * (Math.cos(phases[i]) * carriedCosine[i] + Math.sin(phases[i]) * carriedSine[i]);
  return e;
}

/**
 * Phase-locking value of two sites over samples in time: |mean_t e^{i(θ_a − θ_b)}|. 1: constant phase difference, whatever it is.
 * `samples` holds one array of phases a moment.
 */
export function phaseLockingValue(samples: Numbers[], a: number, b: number): number {
  let re = 0, im = 0;
  for (const theta of samples) { re += Math.cos(theta[a] - theta[b]); im += Math.sin(theta[a] - theta[b]); }
  return samples.length === 0 ? 0 : Math.hypot(re, im) / samples.length;
}

/** An angle brought to [−π, π]. */
export function wrapAngle(angle: number): number {
  return angle - 2 * Math.PI * Math.round(angle / (2 * Math.PI));
}
