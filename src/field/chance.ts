/**
 * The noise of ring fields: xorshift128 (four 32-bit words), all integer arithmetic, so that the same seed gives the same numbers
 * on every machine and backend. The words are filled from the seed by a 32-bit finaliser (multiply, shift, xor).
 */
export class Chance {
  private readonly words = new Int32Array(4);

  constructor(seed: number) {
    let h = seed | 0;
    for (let i = 0; i < 4; i++) {
      h = (h + 0x9e3779b9) | 0;
      let z = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
      z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
      this.words[i] = z ^ (z >>> 16);
    }
    this.words[3] |= 1;
    for (let i = 0; i < 8; i++) this.next();
  }

  /** The next number in [0, 1). */
  next(): number {
    const w = this.words, t = w[0] ^ (w[0] << 11), last = w[3];
    w[0] = w[1];
    w[1] = w[2];
    w[2] = last;
    w[3] = last ^ (last >>> 19) ^ t ^ (t >>> 8);
    return (w[3] >>> 0) / 4294967296;
  }

  /** The four words, which the fused module of ring fields goes on from. */
  get state(): Int32Array {
    return this.words.slice();
  }

  /** Fills `into` with numbers spread evenly over ±√3 · `deviation`, two (of 16 bits) from each word. */
  fill(into: Float64Array, deviation: number): void {
    const w = this.words, scale = (deviation * Math.sqrt(12)) / 65536, shift = 32767.5;
    let a = w[0], b = w[1], c = w[2], d = w[3];
    for (let i = 0; i < into.length; i += 2) {
      const t = a ^ (a << 11);
      a = b;
      b = c;
      c = d;
      d = d ^ (d >>> 19) ^ t ^ (t >>> 8);
      into[i] = ((d & 65535) - shift) * scale;
      if (i + 1 < into.length) into[i + 1] = ((d >>> 16) - shift) * scale;
    }
    w[0] = a;
    w[1] = b;
    w[2] = c;
    w[3] = d;
  }

  /** 0 … n − 1 in an order drawn evenly (Fisher and Yates). */
  shuffled(n: number): number[] {
    const all = Array.from({ length: n }, (_, k) => k);
    for (let k = n - 1; k > 0; k--) {
      const j = Math.floor(this.next() * (k + 1));
      [all[k], all[j]] = [all[j], all[k]];
    }
    return all;
  }
}
