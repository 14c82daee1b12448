import { blockScales, differences } from '../differences.ts';
import { rectangleIndex, rectanglesOf } from '../rectangles.ts';
import { siteAt } from '../sea.ts';
import { perSite, type Hearing } from './hearing.ts';

/** A rectangle sings with one voice where its order parameter is this high. */
const UNISON = 0.9995;

/** Sub-rectangles that sing in unison, and differences: between all inputs at one place, and between the blocks of one grid. */
export async function patterns(h: Hearing): Promise<void> {
  await unison(h);
  await betweenInputs(h);
  await betweenBlocks(h);
}

/** The order parameter of every sub-rectangle; a site knows the largest one around it that sings with its own voice. */
async function unison(h: Hearing): Promise<void> {
  const { sea, senses, book, background } = h;
  const area = new Int32Array(sea.sites), rows = new Int32Array(sea.sites), columns = new Int32Array(sea.sites);
  h.image = await senses.integral(sea, sea.colour);
  rectanglesOf(sea, h.image).forEach((all, g) => {
    const found: { top: number; left: number; bottom: number; right: number; area: number }[] = [];
    for (let top = 0; top < all.rows; top++) for (let left = 0; left < all.columns; left++) {
      let right = all.columns - 1;
      for (let bottom = top; bottom < all.rows && right >= left; bottom++) {
        while (right >= left && all.order[rectangleIndex(all.rows, all.columns, top, left, bottom, right)] < UNISON) right--;
        if (right >= left) found.push({ top, left, bottom, right, area: (bottom - top + 1) * (right - left + 1) });
      }
    }
    found.sort((a, b) => b.area - a.area);
    for (const r of found) for (let y = r.top; y <= r.bottom; y++) for (let x = r.left; x <= r.right; x++) {
      const i = siteAt(sea, g, y, x);
      if (area[i]) continue;
      area[i] = r.area;
      rows[i] = r.bottom - r.top + 1;
      columns[i] = r.right - r.left + 1;
    }
  });
  book.add('area of the largest rectangle of one voice', 'ordinal', 1.8, area);
  book.add('rows of the largest rectangle of one voice', 'ordinal', 2, rows);
  book.add('columns of the largest rectangle of one voice', 'ordinal', 2, columns);
  const resting = perSite(sea, (i) => (sea.colour[i] === background[sea.grid[i]] ? sea.grid[i] : -1));
  const [largest] = await senses.strongest(sea, [{ group: resting, signal: area }]);
  book.add('in the largest empty rectangle', 'category', 1.7, perSite(sea, (i) => +(resting[i] >= 0 && area[i] === largest[i])));
}

/** Where all inputs have one shape: what never changes from one to the next is scenery. */
async function betweenInputs({ sea, senses, book }: Hearing): Promise<void> {
  const [first] = sea.grids;
  if (sea.grids.length < 2 || sea.grids.some((g) => g.rows !== first.rows || g.columns !== first.columns)) return;
  const size = first.rows * first.columns;
  const tables = sea.grids.slice(1).map((_, k) => perSite(sea, (i) => (i + (k + 1) * size) % sea.sites));
  const found = await differences(senses, sea, sea.colour, tables);
  book.add('the same in all inputs', 'category', 1.9, perSite(sea, (i) => +found.every((d) => d.field[i] === 0)));
}

/** Where grids divide evenly: what the next block sings at the same place. */
async function betweenBlocks({ sea, senses, book }: Hearing): Promise<void> {
  const divides = (axis: 'row' | 'column', step: number) => sea.grids.every((g) => { const n = axis === 'row' ? g.rows : g.columns; return n % step === 0 && n / step >= 2 && n / step <= 4; });
  const scales = blockScales(sea).filter((s) => s.step > 1 && divides(s.axis, s.step));
  if (!scales.length) return;
  (await differences(senses, sea, sea.colour, scales.map((s) => s.table))).forEach((d, k) => {
    const { axis, step } = scales[k];
    book.add(`difference to the next block of ${step} ${axis}s`, 'category', 2.1, d.field.map((v) => (v < 0 ? -1 : +(v !== 0))));
    book.add(`colour in the next block of ${step} ${axis}s`, 'colour', 2, d.field.map((v, i) => (v < 0 ? -1 : (sea.colour[i] + v) % 10)), { relative: true });
  });
}
