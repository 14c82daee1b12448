/**
 * The plainest exact solver of 9 × 9 boards: a digit that has one place left in a house, else the cell with the fewest digits left; one is tried
 * after the other, back where none is left. A reference for the benchmark, no part of the product. Undefined where there is no answer.
 */
export function backtracked(puzzle: string): string | undefined {
  const rows = new Uint16Array(9).fill(511), columns = rows.slice(), boxes = rows.slice(), board = new Uint8Array(81);
  const boxOf = (cell: number) => 3 * Math.floor(cell / 27) + Math.floor((cell % 9) / 3), left = (cell: number) => rows[Math.floor(cell / 9)] & columns[cell % 9] & boxes[boxOf(cell)];
  const turn = (cell: number, bit: number) => {
    rows[Math.floor(cell / 9)] ^= bit;
    columns[cell % 9] ^= bit;
    boxes[boxOf(cell)] ^= bit;
    board[cell] = board[cell] === 0 ? 32 - Math.clz32(bit) : 0;
  };
  for (let cell = 0; cell < 81; cell++) if (puzzle[cell] >= '1' && puzzle[cell] <= '9') {
    const bit = 1 << (Number(puzzle[cell]) - 1);
    if ((left(cell) & bit) === 0) return undefined;
    turn(cell, bit);
  }

  /** The fewest choices found: [cell, bit] each; empty where one thing has none. Undefined on a full board. */
  const choices = (): [number, number][] | undefined => {
    let fewest = 10, best = -1;
    for (let cell = 0; cell < 81 && fewest > 1; cell++) if (board[cell] === 0 && COUNT[left(cell)] < fewest) [fewest, best] = [COUNT[left(cell)], cell];
    if (best < 0) return undefined;
    if (fewest > 1) for (const house of HOUSES) {
      let once = 0, twice = 0, placed = 0;
      for (const cell of house) {
        if (board[cell] > 0) placed |= 1 << (board[cell] - 1);
        else {
          const bits = left(cell);
          twice |= once & bits;
          once |= bits;
        }
      }
      if ((once | placed) !== 511) return [];
      const single = once & ~twice;
      if (single > 0) return [[house.find((cell) => board[cell] === 0 && left(cell) & single & -single)!, single & -single]];
    }
    return BITS[left(best)].map((bit) => [best, bit]);
  };
  const fill = (): boolean => {
    const open = choices();
    if (!open) return true;
    for (const [cell, bit] of open) {
      turn(cell, bit);
      if (fill()) return true;
      turn(cell, bit);
    }
    return false;
  };
  return fill() ? board.join('') : undefined;
}

const BITS = Array.from({ length: 512 }, (_, set) => [1, 2, 4, 8, 16, 32, 64, 128, 256].filter((bit) => set & bit)), COUNT = BITS.map((bits) => bits.length);
const HOUSES = Array.from({ length: 9 }, (_, k) => k).flatMap((k) => [
  Array.from({ length: 9 }, (_, i) => 9 * k + i), Array.from({ length: 9 }, (_, i) => 9 * i + k), Array.from({ length: 9 }, (_, i) => 27 * Math.floor(k / 3) + 3 * (k % 3) + 9 * Math.floor(i / 3) + (i % 3)),
]);
