import { Chance } from '../../field/chance.ts';

/**
 * Solved Sudoku boards from a seed, a digit 1 … side² a cell: the board ((row mod side) side + ⌊row/side⌋ + column) mod side² after what keeps a board valid, drawn anew
 * for each: digits renamed, rows within bands, bands, columns within stacks and stacks shuffled, the whole transposed or not. For side 2 these are 192 of the 288 boards that there are.
 */
export function shuffledBoards(side: number, count: number, seed: number): number[][] {
  const order = side * side, chance = new Chance(seed), below = (n: number) => Math.floor(chance.next() * n);
  const shuffled = (n: number) => chance.shuffled(n);
  const lines = () => shuffled(side).flatMap((band) => shuffled(side).map((line) => band * side + line));
  return Array.from({ length: count }, () => {
    const digit = shuffled(order), rows = lines(), columns = lines(), turned = below(2) === 1;
    return Array.from({ length: order * order }, (_, c) => {
      const at = [rows[Math.floor(c / order)], columns[c % order]], [row, column] = turned ? at.reverse() : at;
      return digit[((row % side) * side + Math.floor(row / side) + column) % order] + 1;
    });
  });
}
