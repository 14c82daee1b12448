/**
 * The plain float64 loops that every speed is compared with: what one would write first in TypeScript, one thread, RK4 on Kuramoto (or
 * Stuart-Landau) oscillators. `textbook` takes a sine for every link, the others emit, carry and feel.
 */
type Rate = (x: Float64Array, into: Float64Array) => void;

/** Classical RK4; returns a function that takes one step of `dt` and shows the state it moves. */
export function rk4(x: Float64Array, rate: Rate, dt: number): (() => void) & { x: Float64Array } {
  const n = x.length, k = new Float64Array(n), at = new Float64Array(n), sum = new Float64Array(n);
  return Object.assign(() => {
    rate(x, k);
    for (let i = 0; i < n; i++) { sum[i] = k[i]; at[i] = x[i] + 0.5 * dt * k[i]; }
    rate(at, k);
    for (let i = 0; i < n; i++) { sum[i] += 2 * k[i]; at[i] = x[i] + 0.5 * dt * k[i]; }
    rate(at, k);
    for (let i = 0; i < n; i++) { sum[i] += 2 * k[i]; at[i] = x[i] + dt * k[i]; }
    rate(at, k);
    for (let i = 0; i < n; i++) x[i] += (dt / 6) * (sum[i] + k[i]);
  }, { x });
}

/** Torus of `entries` fields of rows × columns, four neighbours, a sine a link. */
export function textbookLattice(entries: number, rows: number, columns: number, omega: Float64Array, K: number): Rate {
  return (theta, into) => {
    for (let e = 0, i = 0; e < entries; e++) for (let r = 0; r < rows; r++) for (let c = 0; c < columns; c++, i++) {
      const base = e * rows * columns, up = base + ((r + rows - 1) % rows) * columns + c, down = base + ((r + 1) % rows) * columns + c;
      const left = base + r * columns + ((c + columns - 1) % columns), right = base + r * columns + ((c + 1) % columns), own = theta[i];
      into[i] = omega[i] + K * (Math.sin(theta[up] - own) + Math.sin(theta[down] - own) + Math.sin(theta[left] - own) + Math.sin(theta[right] - own));
    }
  };
}

/** A way to carry one signal: what every site hears of `s` into `h`. */
type Carry = (s: Float64Array, h: Float64Array) => void;

export function latticeCarry(entries: number, rows: number, columns: number): Carry {
  return (s, h) => {
    for (let e = 0, i = 0; e < entries; e++) for (let r = 0; r < rows; r++) for (let c = 0; c < columns; c++, i++) {
      const base = e * rows * columns, own = base + r * columns;
      h[i] = s[base + ((r + rows - 1) % rows) * columns + c] + s[base + ((r + 1) % rows) * columns + c] + s[own + ((c + columns - 1) % columns)] + s[own + ((c + 1) % columns)];
    }
  };
}

export function denseCarry(n: number, weight: Float64Array): Carry {
  return (s, h) => {
    for (let i = 0; i < n; i++) {
      let sum = 0;
      for (let j = 0; j < n; j++) sum += weight[i * n + j] * s[j];
      h[i] = sum;
    }
  };
}

export function sparseCarry(start: Int32Array, site: Int32Array, weight: Float64Array): Carry {
  return (s, h) => {
    for (let i = 0; i < h.length; i++) {
      let sum = 0;
      for (let k = start[i]; k < start[i + 1]; k++) sum += weight[k] * s[site[k]];
      h[i] = sum;
    }
  };
}

export function meanCarry(): Carry {
  return (s, h) => {
    let sum = 0;
    for (let i = 0; i < s.length; i++) sum += s[i];
    h.fill(sum / s.length);
  };
}

/** Kuramoto in emit, carry, feel form: two sines a site, then sums. */
export function kuramotoLoop(carry: Carry, omega: Float64Array, K: number): Rate {
  const n = omega.length, S = new Float64Array(n), C = new Float64Array(n), hS = new Float64Array(n), hC = new Float64Array(n);
  return (theta, into) => {
    for (let i = 0; i < n; i++) { S[i] = Math.sin(theta[i]); C[i] = Math.cos(theta[i]); }
    carry(S, hS);
    carry(C, hC);
    for (let i = 0; i < n; i++) into[i] = omega[i] + K * (hS[i] * C[i] - hC[i] * S[i]);
  };
}

/** Stuart-Landau with diffusive coupling; the state holds all real parts, then all imaginary ones. */
export function stuartLandauLoop(carry: Carry, n: number, mu: number, omega: number, K: number, degree: number): Rate {
  const hRe = new Float64Array(n), hIm = new Float64Array(n);
  return (z, into) => {
    carry(z.subarray(0, n), hRe);
    carry(z.subarray(n), hIm);
    for (let i = 0; i < n; i++) {
      const re = z[i], im = z[n + i], square = re * re + im * im;
      into[i] = mu * re - omega * im - square * re + K * (hRe[i] - degree * re);
      into[n + i] = mu * im + omega * re - square * im + K * (hIm[i] - degree * im);
    }
  };
}
