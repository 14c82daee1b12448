/** A seeded source of chance: the same seed gives the same draws on every machine. */
export interface Random {
  /** A real number in [0, 1). */
  next(): number;
  /** An integer from `low` to `high`, both included. */
  int(low: number, high: number): number;
  pick<T>(list: readonly T[]): T;
  /** A new list in another order. */
  shuffle<T>(list: readonly T[]): T[];
  /** True with probability p. */
  chance(p: number): boolean;
}

/**
 * The generator sfc32 (three words of state and a counter, all 32-bit integer arithmetic), its state filled from the seed text
 * by FNV-1a and twelve idle draws. Which numbers follow is fixed by the tests: shipped tasks are made again from them byte for byte.
 */
export function seeded(seed: string): Random {
  let h = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(seed)) h = Math.imul(h ^ byte, 0x01000193);
  let a = h | 0, b = Math.imul(h, 0x9e3779b1) | 0, c = (h ^ 0x5bd1e995) | 0, count = 1;
  const next = () => {
    const t = (((a + b) | 0) + count) | 0;
    count = (count + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t | 0;
    return (t >>> 0) / 4294967296;
  };
  for (let i = 0; i < 12; i++) next();
  const int = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    int,
    pick: (list) => list[int(0, list.length - 1)],
    shuffle: (list) => {
      const deck = [...list];
      for (let i = deck.length - 1; i > 0; i--) {
        const j = int(0, i);
        [deck[i], deck[j]] = [deck[j], deck[i]];
      }
      return deck;
    },
    chance: (p) => next() < p,
  };
}
