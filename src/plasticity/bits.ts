/** Sets of sites as 32-bit words: the fast way to ask how coherently two things happen together. */

export function popcount(v: number): number {
  v -= (v >>> 1) & 0x55555555;
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

export function has(bits: Uint32Array, site: number): boolean {
  return ((bits[site >>> 5] >>> (site & 31)) & 1) === 1;
}

export function put(bits: Uint32Array, site: number): void {
  bits[site >>> 5] |= 1 << (site & 31);
}

/** True where every site of `part` is in `whole`. */
export function covers(whole: Uint32Array, part: Uint32Array): boolean {
  for (let w = 0; w < part.length; w++) if (part[w] & ~whole[w]) return false;
  return true;
}

export function and(a: Uint32Array, b: Uint32Array): Uint32Array {
  return a.map((v, w) => v & b[w]);
}

export function without(a: Uint32Array, b: Uint32Array): Uint32Array {
  return a.map((v, w) => v & ~b[w]);
}
