import type { Layout } from './carrier.ts';

/**
 * White noise that depends on seed, site and step only, and is the same on every backend: the generator of Wichmann and Hill,
 *   s_k(n) = a_k^n s_k(0) mod p_k,   a = 171, 172, 170,   p = 30269, 30307, 30323,
 * entered at any draw n, so that nothing is stored beside the three starting numbers of each site. a_k^n comes from the host, cut into
 * 256 high + low, and all products stay below 2^24: exact in float32. From the three numbers of one draw comes the whole number
 *   m = 255 ((s_1 + s_2 + s_3) mod p_3) + ⌊((s_1 − s_2) mod p_2) / 119⌋  <  M = 255 p_3 = 7 732 365,
 * and from two draws a normal number √(−2 ln((m_1 + ½)/M)) cos(2π(m_2 + ½)/M) (Box and Muller), at most 5.8 away from 0. Logarithm and cosine
 * are our own polynomials, so that backends agree to float32 rounding.
 */
const MULTIPLIER = [171, 172, 170], MODULUS = [30269, 30307, 30323], LEVELS = 255 * 30323;

/** Numbers that one normal number of a site needs from the host: high and low of three multipliers, for two draws. */
export const PER_NORMAL = 12;

/** The starting numbers of every site, 1 … p_k − 1 each. A seed: streams by flat index; one seed a batch entry: each entry as it would be alone. */
export function grains(seed: number | number[], { sites, batch, padded }: Layout): Float32Array[] {
  const seeds = Array.isArray(seed) ? seed : [seed];
  if (Array.isArray(seed) && seed.length !== batch) throw new RangeError(`field: seed has ${seed.length} numbers, expected 1 or ${batch} (one a batch entry). Give every entry a seed.`);
  for (const s of seeds) if (!Number.isSafeInteger(s)) throw new RangeError(`field: seed is ${s}, expected a whole number. Give one, for example 1.`);
  return MODULUS.map((p, k) => Float32Array.from({ length: padded }, (_, i) => {
    const own = Array.isArray(seed) ? seeds[Math.min(batch - 1, Math.floor(i / sites))] : seeds[0], index = Array.isArray(seed) ? i % sites : i;
    return 1 + (mixed(mixed(mixed(own >>> 0, Math.floor(own / 4294967296)), index), k) % (p - 1));
  }));
}

/** Two 32-bit numbers made into one, every bit of which depends on all (multiply, shift, xor). */
function mixed(a: number, b: number): number {
  let z = (Math.imul(a ^ (a >>> 15), 0x85ebca6b) + Math.imul((b | 0) + 0x3243f6a9, 0x9e3779b1)) | 0;
  z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
  z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
  return (z ^ (z >>> 16)) >>> 0;
}

/** a_k^n mod p_k for every draw of `steps` steps of `normals` normal numbers, from step `first` on; high and low parts. */
export function dice(first: number, steps: number, normals: number): Float32Array {
  const all = new Float32Array(Math.max(1, steps * normals * PER_NORMAL)), draws = steps * normals * 2;
  MULTIPLIER.forEach((a, k) => {
    const p = MODULUS[k];
    let power = 1;
    for (let square = a, n = 1 + first * normals * 2; n > 0; n = Math.floor(n / 2), square = (square * square) % p) if (n % 2 === 1) power = (power * square) % p;
    for (let d = 0; d < draws; d++, power = (power * a) % p) {
      all[d * 6 + 2 * k] = Math.floor(power / 256);
      all[d * 6 + 2 * k + 1] = power % 256;
    }
  });
  return all;
}

/** The normal number in float64: `grain` the site's three starting numbers, `at` the place of its multipliers in `dice`. */
export function normal(grain: number[], multipliers: Float32Array, at: number): number {
  const [u, v] = [0, 1].map((draw) => {
    const [a, b, c] = MODULUS.map((p, k) => ((256 * multipliers[at + 6 * draw + 2 * k] + multipliers[at + 6 * draw + 2 * k + 1]) * grain[k]) % p);
    return 255 * ((a + b + c) % 30323) + Math.floor(((a - b + 30307) % 30307) / 119) + 0.5;
  });
  return Math.sqrt(-2 * Math.log(u / LEVELS)) * Math.cos((2 * Math.PI * v) / LEVELS);
}

/** The same as a kernel body: starting numbers in grain0 … grain2, multipliers in `dice`, steps since the launch began in `tick`. */
export function normalText(normals: number, which: number): string {
  const number = (draw: number) => {
    const part = (k: number) => {
      const p = MODULUS[k], at = which * PER_NORMAL + draw * 6 + 2 * k, s = `s${draw}${k}`;
      return `let ${s} = dice[die + ${at}] * grain${k}[this.thread.x]; ${remainder(s, p)} ${s} = ${s} * 256.0 + dice[die + ${at + 1}] * grain${k}[this.thread.x]; ${remainder(s, p)}`;
    };
    const [a, b, c] = [0, 1, 2].map((k) => `s${draw}${k}`);
    return `${[0, 1, 2].map(part).join(' ')} let z${draw} = ${a} + ${b} + ${c}; if (z${draw} > 30322.5) { z${draw} = z${draw} - 30323.0; } if (z${draw} > 30322.5) { z${draw} = z${draw} - 30323.0; }
      let y${draw} = ${a} - ${b}; if (y${draw} < -0.5) { y${draw} = y${draw} + 30307.0; } const m${draw} = z${draw} * 255.0 + Math.floor((y${draw} + 0.5) * ${1 / 119}) + 0.5;`;
  };
  // ln(m/M): m doubled until it lies beside M within a factor √2, then 2 artanh((m − M)/(m + M)) as a series, |argument| < 0.172
  const halvings = [16, 8, 4, 2, 1].map((e) => `if (x < ${LEVELS / 2 ** e * Math.SQRT2}) { x = x * ${2 ** e}.0; e = e + ${e}.0; }`).join(' ');
  return `const die = tick[0] * ${normals * PER_NORMAL}.0; ${number(0)} ${number(1)} let x = m0; let e = 0.0; ${halvings}
    const q = (x - ${LEVELS}.0) / (x + ${LEVELS}.0); const p = q * q; const ln = 2.0 * q * (1.0 + p * (0.33333333 + p * (0.2 + p * (0.14285714 + p * 0.11111111)))) - e * 0.69314718;
    return Math.sqrt(Math.max(0.0, -2.0 * ln)) * pcos(m1 * ${(2 * Math.PI) / LEVELS});`;
}

/** Lines for a mod p, exact for whole a from 0 to 2^24: the float32 quotient may miss by one, which the remainder shows. */
function remainder(a: string, p: number): string {
  return `${a} = ${a} - Math.floor(${a} * ${1 / p}) * ${p}.0; if (${a} < -0.5) { ${a} = ${a} + ${p}.0; } if (${a} > ${p}.0 - 0.5) { ${a} = ${a} - ${p}.0; }`;
}
