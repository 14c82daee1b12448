/** Where f changes its sign between a and b, to the last digits of float64. */
export function bisect(f: (x: number) => number, a: number, b: number): number {
  const left = Math.sign(f(a));
  for (let k = 0; k < 60 && a !== b; k++) {
    const middle = (a + b) / 2;
    if (Math.sign(f(middle)) === left) a = middle;
    else b = middle;
  }
  return (a + b) / 2;
}

/** Modified Bessel function I_n by its power series Σ (x/2)^{2k+n} / (k! (k+n)!), n = 0 or 1. */
export function besselI(n: 0 | 1, x: number): number {
  let term = n === 0 ? 1 : x / 2, sum = term;
  for (let k = 1; Math.abs(term) > 1e-17 * Math.abs(sum); k++) sum += term *= (x / 2) ** 2 / (k * (k + n));
  return sum;
}

export const mean = (x: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i];
  return sum / x.length;
};

export const variance = (x: ArrayLike<number>): number => {
  const m = mean(x);
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += (x[i] - m) ** 2;
  return sum / x.length;
};
