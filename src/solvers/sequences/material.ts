import { seeded } from '../../tasks/random.ts';

/** A symbol sequence and what may be said about it. */
export interface Material {
  name: string;
  /** What is played, one symbol a moment. */
  symbols: Int8Array;
  /** What is to be said after each moment: the next symbol, or the one n back. */
  taught: Int8Array;
  /** 1 where the taught symbol can be known from what was played; only these count. */
  scored: Uint8Array;
}

const all = (length: number): Uint8Array => new Uint8Array(length).fill(1);

/** A word of `period` letters, over and over; the word has no shorter period. */
export function periodic(period: number, length: number, letters: number, seed: number): Material {
  const random = seeded(`period ${period} ${seed}`), whole = (w: number[]) => !w.some((_, d) => d > 0 && period % d === 0 && w.every((s, i) => s === w[i % d]));
  let word: number[];
  do word = Array.from({ length: period }, () => random.int(0, letters - 1)); while (!whole(word));
  return next(`period ${period}`, length, (i) => word[i % period], all(length));
}

/** Random words of `size` letters, each played twice: the second time it can be known. */
export function copy(size: number, length: number, letters: number, seed: number): Material {
  const random = seeded(`copy ${size} ${seed}`), symbols: number[] = [];
  while (symbols.length <= length) {
    const word = Array.from({ length: size }, () => random.int(0, letters - 1));
    symbols.push(...word, ...word);
  }
  return next(`copy ${size}`, length, (i) => symbols[i], Uint8Array.from({ length }, (_, i) => ((i + 1) % (2 * size) >= size ? 1 : 0)));
}

/** Several rhythms at once: the phases of words of the given periods add up. The whole repeats after their product. */
export function nested(periods: readonly number[], length: number, letters: number, seed: number): Material {
  const random = seeded(`nested ${periods.join()} ${seed}`), words = periods.map((p) => Array.from({ length: p }, () => random.int(0, letters - 1)));
  return next(`nested ${periods.join('×')}`, length, (i) => words.reduce((sum, w) => sum + w[i % w.length], 0) % letters, all(length));
}

/** Random symbols; what is taught is the symbol n moments ago. All n share one stream, so that one bank hears it for all. */
export function nBack(n: number, length: number, letters: number, seed: number): Material {
  const random = seeded(`n-back ${seed}`), symbols = Int8Array.from({ length }, () => random.int(0, letters - 1));
  return { name: `${n}-back`, symbols, taught: symbols.map((_, i) => (i < n ? 0 : symbols[i - n])), scored: all(length).map((_, i) => (i < n ? 0 : 1)) };
}

function next(name: string, length: number, at: (moment: number) => number, scored: Uint8Array): Material {
  return { name, symbols: Int8Array.from({ length }, (_, i) => at(i)), taught: Int8Array.from({ length }, (_, i) => at(i + 1)), scored };
}
