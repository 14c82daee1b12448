export interface Eigenvalue { re: number; im: number }

/** Iterations a single eigenvalue may take; two or three are usual. */
const PATIENCE = 60;

/**
 * All eigenvalues of a real n × n matrix (row-major), multiplicities included, sorted by falling real part, conjugate pairs exactly conjugate
 * and side by side, the one above the real axis first. Householder reduction to Hessenberg form, then QR steps with two shifts at once, so that
 * everything stays real; O(n³). (mathjs's `eigs` gives up on many matrices without symmetry: a cyclic shift, 40 × 40 random numbers.)
 *
 * Known answers: the cyclic shift of n has the n-th roots of unity; the eigenvalues add up to the trace. A multiple eigenvalue without as many
 * eigenvectors is only found to about ε^(1/multiplicity), as by every method in floating point.
 * Errors: RangeError, `eigenvalues: …`.
 */
export function eigenvalues(matrix: ArrayLike<number>): Eigenvalue[] {
  const n = Math.round(Math.sqrt(matrix.length));
  if (n * n !== matrix.length) throw new RangeError(`eigenvalues: ${matrix.length} entries, expected a square number of them. Pass a square matrix, row by row.`);
  const H = Array.from({ length: n }, (_, i) => Float64Array.from({ length: n }, (_x, j) => matrix[i * n + j]));
  let scale = 0;
  for (const row of H) for (const x of row) {
    if (!Number.isFinite(x)) throw new RangeError(`eigenvalues: an entry is ${x}, expected finite numbers. Check the state at which the matrix was taken.`);
    scale = Math.max(scale, Math.abs(x));
  }
  balance(H);
  for (let k = 0; k + 2 < n; k++) {
    reflect(H, k + 1, n - 1, H.map((row) => row[k]), 0, 0, n - 1);
    for (let i = k + 2; i < n; i++) H[i][k] = 0;
  }
  const found: Eigenvalue[] = [];
  for (let end = n - 1, tries = 0; end >= 0;) {
    let start = end;
    for (; start > 0; start--) {
      const near = Math.abs(H[start - 1][start - 1]) + Math.abs(H[start][start]) || scale;
      if (Math.abs(H[start][start - 1]) <= Number.EPSILON * near) { H[start][start - 1] = 0; break; }
    }
    if (start >= end - 1) {
      found.push(...(start === end ? [{ re: H[end][end], im: 0 }] : pair(H[start][start], H[start][end], H[end][start], H[end][end])));
      end = start - 1;
      tries = 0;
    } else if (tries++ === PATIENCE) {
      throw new RangeError(`eigenvalues: no convergence after ${PATIENCE} steps with ${found.length} of ${n} found. Scale the matrix, its largest entry is ${scale}.`);
    } else step(H, start, end, tries % 10 === 0);
  }
  return found.sort((a, b) => b.re - a.re || Math.abs(a.im) - Math.abs(b.im) || b.im - a.im);
}

/** Eigenvalues of ((a, b), (c, d)), the larger real one without cancellation. */
function pair(a: number, b: number, c: number, d: number): Eigenvalue[] {
  const half = (a - d) / 2, square = half * half + b * c, mean = (a + d) / 2;
  if (square < 0) return [{ re: mean, im: Math.sqrt(-square) }, { re: mean, im: -Math.sqrt(-square) }];
  const far = half + (half < 0 ? -1 : 1) * Math.sqrt(square);
  return [{ re: d + far, im: 0 }, { re: far === 0 ? d : d - (b * c) / far, im: 0 }];
}

/** Scales rows and columns by powers of two until they weigh about the same, which changes no eigenvalue. */
function balance(H: Float64Array[]): void {
  for (let changed = true; changed;) {
    changed = false;
    for (let i = 0; i < H.length; i++) {
      let row = 0, column = 0;
      for (let j = 0; j < H.length; j++) if (j !== i) { row += Math.abs(H[i][j]); column += Math.abs(H[j][i]); }
      if (row === 0 || column === 0) continue;
      const f = 2 ** Math.round(Math.log2(row / column) / 2);
      if (column * f + row / f >= 0.95 * (column + row)) continue;
      changed = true;
      for (let j = 0; j < H.length; j++) { H[i][j] /= f; H[j][i] *= f; }
    }
  }
}

/**
 * H → P H P with the reflection P = 1 − 2uuᵀ/u² on rows first … last that turns the vector `x` (taken there) onto the first axis; columns of
 * PH from `left` on, rows of HP from `top` to `bottom`.
 */
function reflect(H: Float64Array[], first: number, last: number, x: ArrayLike<number>, left: number, top: number, bottom: number): void {
  const u = Float64Array.from({ length: last - first + 1 }, (_, k) => x[first + k]), length = Math.hypot(...u);
  if (length === 0) return;
  u[0] += u[0] < 0 ? -length : length;
  const weight = 2 / u.reduce((sum, v) => sum + v * v, 0);
  for (let j = left; j <= bottom; j++) {
    let sum = 0;
    for (let k = 0; k < u.length; k++) sum += u[k] * H[first + k][j];
    for (let k = 0; k < u.length; k++) H[first + k][j] -= weight * sum * u[k];
  }
  for (let i = top; i <= bottom; i++) {
    let sum = 0;
    for (let k = 0; k < u.length; k++) sum += u[k] * H[i][first + k];
    for (let k = 0; k < u.length; k++) H[i][first + k] -= weight * sum * u[k];
  }
}

/**
 * One QR step with two shifts σ on the block start … end: the first column of (H − σ₁)(H − σ₂), divided by the subdiagonal so that nothing
 * cancels, makes a bulge, which is chased out below. The shifts are the eigenvalues of the last 2 × 2 block.
 */
function step(H: Float64Array[], start: number, end: number, odd: boolean): void {
  let a = H[end - 1][end - 1], bc = H[end - 1][end] * H[end][end - 1], d = H[end][end];
  if (odd) { // shifts of another kind now and then break cycles
    const kick = Math.abs(H[end][end - 1]) + Math.abs(H[end - 1][end - 2]);
    a = d = d + 0.75 * kick;
    bc = -0.4375 * kick * kick;
  }
  const x = new Float64Array(end + 1), z = H[start][start];
  x[start] = ((a - z) * (d - z) - bc) / H[start + 1][start] + H[start][start + 1];
  x[start + 1] = H[start + 1][start + 1] - z - (a - z) - (d - z);
  x[start + 2] = H[start + 2][start + 1];
  for (let k = start; k < end; k++) {
    const last = Math.min(k + 2, end);
    if (k > start) for (let i = k; i <= last; i++) x[i] = H[i][k - 1];
    reflect(H, k, last, x, Math.max(start, k - 1), start, end);
    if (k > start) for (let i = k + 1; i <= last; i++) H[i][k - 1] = 0;
  }
}
