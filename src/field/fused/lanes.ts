/** How many values one instruction works on, and how many bits each has. */
export interface Lanes {
  /** Prefix of vector instructions. */
  vector: 'f32x4' | 'f64x2';
  /** Prefix of integer instructions on the bits of the same lanes. */
  integer: 'i32x4' | 'i64x2';
  scalar: 'f32' | 'f64';
  count: number;
  /** Bytes of one value. */
  bytes: number;
  /** Loads one value into all lanes. */
  splat: 'v128.load32_splat' | 'v128.load64_splat';
  /** 1.5 · 2^(mantissa bits): added to |x| < 2^(bits − 2), it rounds x to a whole number, which then stands in the low bits. */
  rounder: number;
  bits: 32 | 64;
  /** π/2 in parts, each short enough that a small whole number times it is exact. */
  quarterTurn: number[];
  /** sin r = r + r z (s₀ + s₁ z + …), cos r = 1 − z/2 + z² (c₀ + c₁ z + …), z = r², |r| ≤ π/4. */
  sine: number[];
  cosine: number[];
}

/** Float32: the errors of sine and cosine, measured by test/field/fused/lanes.test.ts, are below 1.2e-7. */
export const SINGLE: Lanes = {
  vector: 'f32x4', integer: 'i32x4', scalar: 'f32', count: 4, bytes: 4, splat: 'v128.load32_splat', rounder: 12582912, bits: 32,
  quarterTurn: [1.5703125, 4.837512969970703e-4, 7.549789954891882e-8],
  sine: [-1.6666654611e-1, 8.3321608736e-3, -1.9515295891e-4],
  cosine: [4.166664568298827e-2, -1.388731625493765e-3, 2.443315711809948e-5],
};

/** Float64: the errors, measured by the same test, are below 3e-16. */
export const DOUBLE: Lanes = {
  vector: 'f64x2', integer: 'i64x2', scalar: 'f64', count: 2, bytes: 8, splat: 'v128.load64_splat', rounder: 6755399441055744, bits: 64,
  quarterTurn: [1.5707963267341256, 6.077100506303966e-11, 2.0222662487959506e-21],
  sine: [-1.66666666666666324348e-1, 8.33333333332248946124e-3, -1.98412698298579493134e-4, 2.75573137070700676789e-6, -2.50507602534068634195e-8, 1.58969099521155010221e-10],
  cosine: [4.16666666666666019037e-2, -1.38888888888741095749e-3, 2.48015872894767294178e-5, -2.75573143513906633035e-7, 2.08757232129817482790e-9, -1.13596475577881948265e-11],
};
