/** Cells of one value that lie side by side in a row: a grid as few rectangles. */
export interface Run { row: number; column: number; length: number; value: number }

/** A grid as runs of equal values, row by row; NaN counts as equal to NaN. */
export function runsOf(values: ArrayLike<number>, rows: number, columns: number): Run[] {
  const runs: Run[] = [];
  for (let row = 0; row < rows; row++) for (let column = 0; column < columns; column++) {
    const value = values[row * columns + column], last = runs.at(-1);
    if (last && column > 0 && Object.is(last.value, value)) last.length += 1;
    else runs.push({ row, column, length: 1, value });
  }
  return runs;
}

/** Words broken into lines of at most so many signs; a longer word stands alone; what does not fit into the lines ends in "…". */
export function brokenInto(text: string, signs: number, most: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= signs) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.length <= most ? lines : [...lines.slice(0, most - 1), `${lines[most - 1].slice(0, signs - 1)}…`];
}

/** Boxes of these sizes side by side, a new line where the width ends: the upper left corner of each, and the height of all. */
export function flow(boxes: readonly (readonly [width: number, height: number])[], width: number, gap: readonly [number, number]): { places: [number, number][]; height: number } {
  let x = 0, y = 0, line = 0;
  const places = boxes.map(([w, h]): [number, number] => {
    if (x > 0 && x + w > width) { x = 0; y += line + gap[1]; line = 0; }
    const place: [number, number] = [x, y];
    x += w + gap[0];
    line = Math.max(line, h);
    return place;
  });
  return { places, height: y + line };
}
