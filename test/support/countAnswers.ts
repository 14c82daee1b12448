/** How many ways a Sudoku of order 9 can be filled, counted by plain search up to `most`: the oracle for boards with none or several. */
export function countAnswers(line: string, most = 2): number {
  const digits = [...line].map((ch) => Number(ch) || 0);
  const free = (c: number) => {
    const seen = new Set<number>(), r = Math.floor(c / 9), k = c % 9;
    for (let o = 0; o < 81; o++) {
      const s = Math.floor(o / 9), l = o % 9;
      if (r === s || k === l || (Math.floor(r / 3) === Math.floor(s / 3) && Math.floor(k / 3) === Math.floor(l / 3))) seen.add(digits[o]);
    }
    return [1, 2, 3, 4, 5, 6, 7, 8, 9].filter((d) => !seen.has(d));
  };
  const search = (): number => {
    const open = digits.map((d, c) => (d ? undefined : { c, choices: free(c) })).filter((o) => o !== undefined).sort((a, b) => a.choices.length - b.choices.length)[0];
    if (!open) return 1;
    let count = 0;
    for (const d of open.choices) {
      digits[open.c] = d;
      count += search();
      digits[open.c] = 0;
      if (count >= most) break;
    }
    return count;
  };
  return search();
}
