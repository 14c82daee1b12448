import { eigenvalues, type Eigenvalue } from './eigenvalues.ts';
import type { Field } from './field.ts';
import { linearise, type Standing } from './tangent.ts';

/** The full matrix is formed, and its eigenvalues take about 7 s for 512 state values, eight times that for twice as many. */
const LARGEST = 1024;

export interface Stability {
  /** Jacobian in the co-rotating frame, row-major, variable after variable, site by site. */
  matrix: Float64Array;
  size: number;
  /** Falling real parts, the zero of rotation among them. */
  eigenvalues: Eigenvalue[];
  /** Where in `eigenvalues` the mode of rotation stands; −1 where turning the whole field is no neutral move. */
  rotation: number;
  /** Largest real part of all others: the field comes back if negative, leaves if positive. −∞ where there are no others. */
  growth: number;
  /** Angular velocity of the co-rotating frame. */
  Omega: number;
  /** Largest rate left in that frame. The eigenvalues speak of stability only where this is about 0. */
  residual: number;
}

/**
 * Linear stability of a state at rest, or of one that turns as a whole (a locked field, a limit cycle of planar oscillators).
 *
 *   J = Df(x) − Ω DX,   X: turning everything (1 for a phase; (−y, x) for a plane; 0 for a real variable),   Ω = ⟨f, X⟩/⟨X, X⟩
 *
 *   symbol  argument  meaning                                        unit   shape
 *   x       state     a state with f(x) = Ω X(x)                     -      N a variable
 *   J       matrix    Jacobian in the frame that turns at Ω          1/T    size × size
 *           time      time at which equations with t are taken (0)   T      1
 *
 * Derivation (ours): y = R(−Ωt) x obeys y' = f(y) − Ω X(y) where f commutes with rotations, and J is its derivative. Then J X = 0: a zero
 * eigenvalue that says nothing about stability, reported as `rotation`. DX is 0 for phases, so J = Df for them.
 * Noise is left out (the drift's stability), and a projection's walls are not seen: the state must lie inside.
 * Known answers: a locked pair (V1) 0 and −√(K² − Δ²); the twisted state of winding q on a ring −2 cos(2πq/n)(1 − cos(2πm/n)) (V9);
 * the limit cycle of Stuart-Landau 0 and −2μ (V13); Hopf points of FitzHugh-Nagumo have trace 0 (V15).
 * Errors: RangeError and TypeError, `stability: …`.
 */
export function stability(field: Field, standing: Standing & { time?: number }): Stability {
  const { model } = field, { sites: n } = standing, flow = linearise('stability', field, standing), { size, start: x } = flow;
  if (size > LARGEST) throw new RangeError(`stability: ${size} state values, expected at most ${LARGEST}. Use lyapunov for the largest exponents of a larger field.`);
  const tangent = flow.at(x, standing.time ?? 0), matrix = new Float64Array(size * size), X = new Float64Array(size), row = (v: string) => model.variables.indexOf(v) * n;
  for (let j = 0; j < size; j++) {
    const unit = new Float64Array(size);
    unit[j] = 1;
    tangent.apply(unit).forEach((value, i) => { matrix[i * size + j] = value; });
  }
  for (const v of model.variables) if (model.state[v] === 'phase') X.fill(1, row(v), row(v) + n);
  const [re, im] = (model.planar ?? []).map(row);
  if (model.planar) for (let i = 0; i < n; i++) { X[re + i] = -x[im + i]; X[im + i] = x[re + i]; }
  const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, i) => sum + value * b[i], 0);
  const length = dot(X, X), Omega = length > 0 ? dot(tangent.rate, X) / length : 0;
  if (model.planar) for (let i = 0; i < n; i++) { matrix[(re + i) * size + im + i] += Omega; matrix[(im + i) * size + re + i] -= Omega; }

  const turned = Float64Array.from({ length: size }, (_, i) => dot(matrix.subarray(i * size, (i + 1) * size), X));
  const neutral = length > 0 && Math.sqrt(dot(turned, turned)) <= 1e-6 * Math.sqrt(length * dot(matrix, matrix)); // 1e-6: states settled in float32
  const found = eigenvalues(matrix), distance = found.map(({ re: a, im: b }) => Math.hypot(a, b)), rotation = neutral ? distance.indexOf(Math.min(...distance)) : -1;
  return {
    matrix, size, eigenvalues: found, rotation, Omega,
    growth: found.reduce((most, z, k) => (k === rotation ? most : Math.max(most, z.re)), -Infinity),
    residual: tangent.rate.reduce((most, r, i) => Math.max(most, Math.abs(r - Omega * X[i])), 0),
  };
}
