import { expect, it } from 'vitest';
import * as c from '../../src/index.ts';
import { LONGEST_ROW } from '../../src/field/sparse.ts';

const layout = (sites: number, batch = 1) => ({ sites, batch, padded: sites * batch });
const dense = (wiring: unknown, sites = 3) => () => c.dense().fit('w', wiring as c.DenseWiring, layout(sites));
const sparse = (wiring: unknown, sites = 3) => () => c.sparse().fit('g', wiring as c.SparseWiring, layout(sites));
const start = Int32Array.of(0, 1, 1, 2), site = Int32Array.of(2, 0), LONG = LONGEST_ROW + 1;

it.each<[string, () => unknown, RegExp]>([
  ['dense: no wiring', dense(undefined), /^w: wiring\.w\.weight is undefined, expected a Float32Array of 3 × 3\. \S/],
  ['dense: another type', dense({ weight: new Float64Array(9) }), /^w: wiring\.w\.weight is Float64Array, expected a Float32Array of 3 × 3/],
  ['dense: size', dense({ weight: new Float32Array(8) }), /^w: weight has 8 entries, expected 9 \(3 × 3, row i = what site i hears\)\. \S/],
  ['dense: NaN', dense({ weight: new Float32Array(9).fill(NaN, 5, 6) }), /^w: weight in row 1, column 2 is NaN, expected a finite number\. \S/],
  ['dense: more sites than indices', () => c.dense().fit('w', { weight: new Float32Array(4097 ** 2) }, layout(4097)).wiring, /^w: a matrix of 4097 × 4097 takes 16785409 numbers, expected at most 16777216 \(kernel indices are float32\)\. \S/],
  ['sparse: no wiring', sparse(undefined), /^g: wiring\.g\.start is undefined, expected an Int32Array of 4 \(sites \+ 1\)\. \S/],
  ['sparse: no sites', sparse({ start }), /^g: wiring\.g\.site is undefined, expected an Int32Array with one entry a link\. \S/],
  ['sparse: start too short', sparse({ start: Int32Array.of(0, 2), site }), /^g: start has 2 entries, expected 4 \(3 sites \+ 1\)\. \S/],
  ['sparse: start falls', sparse({ start: Int32Array.of(0, 2, 1, 2), site }), /^g: start falls from 2 to 1 behind row 1, expected rising numbers\. \S/],
  ['sparse: start ends early', sparse({ start: Int32Array.of(0, 1, 1, 1), site }), /^g: start runs from 0 to 1, expected 0 to 2 \(the links in site\)\. \S/],
  ['sparse: start begins late', sparse({ start: Int32Array.of(1, 1, 1, 2), site }), /^g: start runs from 1 to 2, expected 0 to 2/],
  ['sparse: site beyond', sparse({ start, site: Int32Array.of(2, 3) }), /^g: row 2 listens to site 3, expected 0 to 2\. Correct link 1\./],
  ['sparse: site below', sparse({ start, site: Int32Array.of(-1, 0) }), /^g: row 0 listens to site -1, expected 0 to 2\. Correct link 0\./],
  ['sparse: weights', sparse({ start, site, weight: new Float32Array(3) }), /^g: weight has 3 entries, expected 2 as site, or one number\. \S/],
  ['sparse: weight type', sparse({ start, site, weight: [1, 1] }), /^g: weight is Array, expected a number or a Float32Array of 2\. \S/],
  ['sparse: NaN among weights', sparse({ start, site, weight: Float32Array.of(1, NaN) }), /^g: weight of link 1 \(site 2 hears 0\) is NaN, expected a finite number\. \S/],
  ['sparse: NaN as weight', sparse({ start, site, weight: NaN }), /^g: weight is NaN, expected a finite number\. \S/],
  ['sparse: a CSR row longer than the loop limit', sparse({ start: Int32Array.of(0, 1, LONG + 1, LONG + 1), site: new Int32Array(LONG + 1) }), /^g: row 1 has 65537 links, expected at most 65536 \(the loop limit of a CSR row\)\. \S/],
  ['sparse: more numbers than indices', () => c.sparse().fit('g', { start: Int32Array.of(0, 1), site: Int32Array.of(0) }, layout(1, 6e6)).wiring, /^g: a graph of 1 links on 6000000 sites takes 18000002 numbers, expected at most 16777216/],
  ['csrOf: an end that is no site', () => c.csrOf([[0, 1], [3, 0]], 3), /^csrOf: link 1 is \[3, 0\], expected sites from 0 to 2\. \S/],
  ['csrOf: half a site', () => c.csrOf([[0, 0.5]], 3), /^csrOf: link 0 is \[0, 0\.5\], expected sites/],
  ['csrOf: lengths', () => c.csrOf({ to: [0, 1], from: [1], weight: [1, 1] }, 3), /^csrOf: to, from, weight have 2, 1, 2 entries, expected as many of each\. \S/],
  ['gather: more numbers than indices', () => c.gather({ degree: 24 }).fit('l', { table: new Int32Array(24) }, { sites: 1, batch: 1, padded: 400_000 }), /^l: a table of 400000 × 24 links and their weights takes 19200000 numbers, expected at most 16777216/],
  ['group: more numbers than indices', () => c.group().fit('m', { group: new Int32Array(3) }, { sites: 3, batch: 1, padded: 9e6 }), /^m: a group's list of 3 sites \(padded, twice\) takes 18000000 numbers, expected at most 16777216/],
  ['long stencil: margins', () => c.lattice({ rows: 2000, columns: 2000, stencil: c.disc(60) }).fit('l', undefined, layout(4e6, 4)), /^l: a plate with margins of 60 rows and 60 columns takes 17977600 numbers, expected at most 16777216/],
  ['circle: no sites', () => c.circle({ sites: 0, radius: 1 }), /^circle: sites is 0, expected a whole number/],
  ['circle: neither', () => c.circle({ sites: 9 }), /^circle: neither radius nor kernel came, expected one of the two\. \S/],
  ['circle: both', () => c.circle({ sites: 9, radius: 1, kernel: [1] }), /^circle: radius and kernel came, expected one/],
  ['circle: radius', () => c.circle({ sites: 9, radius: 5 }), /^circle: radius is 5, expected a whole number from 1 to 4 \(half of 9 sites\), so that nobody is heard twice\. \S/],
  ['circle: an even kernel', () => c.circle({ sites: 9, kernel: [1, 1] }), /^circle: the kernel has 2 weights, expected an odd number of at most 9/],
  ['circle: a kernel of NaN', () => c.circle({ sites: 9, kernel: () => NaN }), /^circle: the weight of step -4 is NaN, expected a finite number\. \S/],
  ['circle: a silent kernel', () => c.circle({ sites: 9, kernel: [0, 0, 0] }), /^circle: the kernel is 0 everywhere/],
  ['circle: a sum of nothing', () => c.circle({ sites: 9, kernel: [-1, 2, -1], normalise: true }), /^circle: the kernel sums to 0, expected a sum that can be divided by\. \S/],
  ['disc: radius', () => c.disc(0.5), /^disc: radius is 0\.5, expected 1 to 512 sites\. \S/],
  ['stencilOf: an even matrix', () => c.stencilOf([[1, 1], [1, 1]]), /^stencilOf: a matrix with rows of 2, 2, expected an odd number of rows of one odd length\. \S/],
  ['stencilOf: ragged rows', () => c.stencilOf([[1], [1, 2, 3], [1]]), /^stencilOf: a matrix with rows of 1, 3, 1, expected/],
  ['stencilOf: zeros', () => c.stencilOf([[0]]), /^stencilOf: all weights are 0/],
  ['mirror: name', () => c.mirror(2, 2, 'upsideDown' as never), /^mirror: "upsideDown" came, expected one of topToBottom, leftToRight, diagonal, otherDiagonal\. \S/],
  ['mirror: no square', () => c.mirror(2, 3, 'diagonal'), /^mirror: 2 × 3 is no square, expected as many rows as columns for this move\. \S/],
  ['rotate: half a quarter', () => c.rotate(2, 2, 0.5), /^rotate: 0\.5 quarter turns came, expected a whole number\. \S/],
  ['rotate: no square', () => c.rotate(2, 3, -1), /^rotate: 2 × 3 is no square/],
  ['shift: half a step', () => c.shift(2, 3, 0.5, 0), /^shift: steps 0\.5, 0 came, expected whole numbers\. \S/],
  ['shift: no plate', () => c.shift(0, 3, 1, 0), /^shift: 0 × 3, expected whole numbers of at least 1\. \S/],
])('%s is refused with one line that says what came, what was expected and what to do', (_, wrong, message) => {
  expect(wrong).toThrow(message);
  expect(wrong).toThrow(/^[^\n]+$/);
});

it('a long row is refused by settle too, before anything runs', async () => {
  const field = c.defineField({ model: c.kuramoto, carriers: { g: c.sparse() }, dt: 0.1 });
  const wiring = { g: { start: Int32Array.of(0, LONG), site: new Int32Array(LONG) } };
  await expect(c.settle(field, { sites: 1, state: { theta: 0 }, wiring, tolerance: 1e-3, timeLimit: 1 })).rejects.toThrow(/^g: row 0 has 65537 links/);
});
