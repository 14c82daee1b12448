import { describe, expect, it } from 'vitest';
import { innerBox, ticksOf } from '../../viz/charts/axes.ts';
import { brokenInto, flow, runsOf } from '../../viz/charts/cells.ts';
import { channelLayout } from '../../viz/charts/channelStrip.ts';
import { chart } from '../../viz/charts/chart.ts';
import { signed, amount, FATES } from '../../viz/charts/colour.ts';
import { thinned } from '../../viz/charts/couplingMap.ts';
import { ownAxes, stepFrom } from '../../viz/charts/course.ts';
import { differenceOf } from '../../viz/charts/differenceMap.ts';
import { seenSpan } from '../../viz/charts/phaseMap.ts';
import { quantiles } from '../../src/runs/quantiles.ts';
import { plasticityLayout } from '../../viz/charts/plasticity.ts';
import { pyramidCell } from '../../viz/charts/pyramid.ts';
import { rasterTimes } from '../../viz/charts/raster.ts';
import { filterChoices } from '../../viz/charts/resultsFilter.ts';
import type { Result } from '../../viz/charts/resultsTable.ts';
import { swatches } from '../../viz/charts/scales.ts';
import { namesOf, stackLayout } from '../../viz/charts/stack.ts';

describe('a chart', () => {
  it('is a function whose setters give it back, and which says what is set when called empty', () => {
    const made = chart<number, { size: number; name: string }>({ size: 3, name: 'a' }, () => undefined);
    expect([made.size(), made.name()]).toEqual([3, 'a']);
    expect(made.size(7)).toBe(made);
    expect(made.size()).toBe(7);
    expect(chart<number, { size: number }>({ size: 3 }, () => undefined).size()).toBe(3);
  });
});

describe('axes of pictures', () => {
  it('without axes the picture fills its canvas; with them it leaves room on all sides, and for the bar', () => {
    expect(innerBox([300, 200], false, false)).toEqual({ left: 0, top: 0, width: 300, height: 200 });
    const axes = innerBox([300, 200], true, false), both = innerBox([300, 200], true, true);
    expect(axes.left + axes.width).toBeLessThan(300);
    expect(axes.top + axes.height).toBeLessThan(180);
    expect(both.width).toBeLessThan(axes.width);
  });
  it('ticks lie between the ends, a domain may run downwards, and whole things have whole ticks', () => {
    expect(ticksOf({ domain: [0, 4], label: 'x', ticks: 4 }).map((t) => [t.at, t.text])).toEqual([[0, '0'], [0.25, '1'], [0.5, '2'], [0.75, '3'], [1, '4']]);
    expect(ticksOf({ domain: [10, 0], label: 'y', ticks: 2 }).find((t) => t.text === '10')!.at).toBe(0);
    expect(ticksOf({ domain: [0, 1.4], label: 'row', whole: true }).map((t) => t.text)).toEqual(['0.0', '1.0']);
  });
  it('phase map: the axis under a zoom spans the sites that are seen', () => {
    expect(seenSpan(40, 300, 100, 0, 1)).toEqual([0, 100]);
    expect(seenSpan(40, 300, 100, -190, 2)).toEqual([25, 75]); // the middle of the box, 190, stays in its place: 2 · 190 − 190
    expect(seenSpan(40, 300, 100, -40, 2)).toEqual([0, 50]);
  });
  it('raster: the newest row ends at its time, and rows that are missing lie before the first', () => {
    const rows = Array.from({ length: 11 }, () => [0]);
    expect(rasterTimes({ rows, time: [0, 10] }, 11)).toEqual([-0.5, 10.5]);
    expect(rasterTimes({ rows, time: [0, 10] }, 21)).toEqual([-10.5, 10.5]);
    expect(rasterTimes({ rows }, 20)).toEqual([-9, 11]);
  });
  it('course: two lines of one domain share an axis, of two domains have one each', () => {
    expect([ownAxes([[0, 1]]), ownAxes([[0, 1], [0, 1]]), ownAxes([[0, 1], [0, 2]]), ownAxes([[0, 1], [0, 2], [0, 3]])]).toEqual([false, false, true, false]);
  });
  it('course: a key moves to the next sample, and by a hundredth of the whole where samples are dense', () => {
    expect([stepFrom([0, 1, 5], 1, 1), stepFrom([0, 1, 5], 1, -1), stepFrom([0, 1, 5], 5, 1), stepFrom([0, 1, 5], 0, -1)]).toEqual([5, 0, 5, 0]);
    expect(stepFrom(Array.from({ length: 1001 }, (_, k) => k), 500, 1)).toBe(510);
  });
});

describe('grids as shapes', () => {
  it('equal neighbours of a row are one run, rows do not run into each other, silence runs too', () => {
    expect(runsOf([1, 1, 2, 2, NaN, NaN], 2, 3)).toEqual([{ row: 0, column: 0, length: 2, value: 1 }, { row: 0, column: 2, length: 1, value: 2 }, { row: 1, column: 0, length: 1, value: 2 }, { row: 1, column: 1, length: 2, value: NaN }]);
  });
  it('names break between words and end in an ellipsis where the lines end', () => {
    expect(brokenInto('neighbours of colour 5', 12, 3)).toEqual(['neighbours', 'of colour 5']);
    expect(brokenInto('a b c', 1, 2)).toEqual(['a', '…']);
    expect(brokenInto('', 9, 2)).toEqual([]);
  });
  it('boxes flow: the third of 100 into a width of 220 starts a new line below the tallest', () => {
    expect(flow([[100, 40], [100, 60], [100, 20]], 220, [10, 5])).toEqual({ places: [[0, 0], [110, 0], [0, 65]], height: 85 });
  });
  it('channel strip: no two channels overlap, none is wider than the strip, and amounts say their range', () => {
    const channels = [6, 12, 3, 20, 9].map((n, k) => ({ name: `channel ${k} with a long name`, rows: n, columns: n, values: Array.from({ length: n * n }, (_, i) => (i % 5) - 1), kind: k % 2 ? 'colour' as const : 'amount' as const }));
    const { placed, height } = channelLayout(channels, 300, 100), boxes = placed.map((p) => ({ l: p.x, r: p.x + p.grid.width, t: p.y, b: p.y + p.grid.height + 15 * (p.lines.length + 1) }));
    boxes.forEach((a, i) => {
      expect(a.r).toBeLessThanOrEqual(300);
      expect(a.b).toBeLessThanOrEqual(height);
      boxes.slice(i + 1).forEach((b) => expect(a.r <= b.l || b.r <= a.l || a.b <= b.t || b.b <= a.t).toBe(true));
    });
    expect(placed.map((p) => p.range)).toEqual(['0 to 3', '', '0 to 3', '', '0 to 3']);
    expect(placed[2].runs.reduce((sum, r) => sum + r.length, 0)).toBe(9);
  });
});

describe('difference maps', () => {
  it('δ goes the short way round: from 350° to 10° it is +20°, and half a turn is +π', () => {
    const { delta } = differenceOf({ from: [(350 * Math.PI) / 180, 0, 0], to: [(10 * Math.PI) / 180, Math.PI, -Math.PI] });
    expect(delta[0]).toBeCloseTo((20 * Math.PI) / 180, 5);
    expect([delta[1], delta[2]].map((d) => Math.round(d * 1e5) / 1e5)).toEqual([3.14159, 3.14159]);
  });
  it('counts what differs, leaves empty cells out, and equal fields have order 1, opposite ones −1', () => {
    expect(differenceOf({ from: [1, 2, NaN, 3], to: [1, 2.5, 1, NaN] })).toMatchObject({ changed: 1, cells: 2 });
    expect(differenceOf({ from: [1, 2], to: [1, 2] })).toMatchObject({ changed: 0, order: 1 });
    expect(differenceOf({ from: [0, 1], to: [Math.PI, 1 + Math.PI] }).order).toBeCloseTo(-1, 6);
  });
});

describe('plasticity over time', () => {
  it('quantiles: of 0 to 100 the tenth lies at 10; what is no number takes no part', () => {
    expect(quantiles(Array.from({ length: 101 }, (_, k) => 100 - k))).toEqual([0, 10, 25, 50, 75, 90, 100]);
    expect(quantiles([NaN, 3, 5], [0.5])).toEqual([4]);
    expect(quantiles([], [0.5])).toEqual([NaN]);
  });
  it('one curve a share, never crossing, and the set point lies inside the axis', () => {
    const { curves, domain } = plasticityLayout({ values: [[1, 5, 3], [2, 2, 2], [4, 0, 1]], setPoint: 9 });
    expect(curves.map((c) => c.length)).toEqual(Array(7).fill(3));
    for (let t = 0; t < 3; t++) for (let k = 1; k < 7; k++) expect(curves[k][t]).toBeGreaterThanOrEqual(curves[k - 1][t]);
    expect(domain[0]).toBe(0); // what is never negative begins at 0
    expect(domain[1]).toBeGreaterThan(9);
    expect(plasticityLayout({ values: [[-1, 1]] }).domain[0]).toBeLessThan(-1);
  });
});

describe('the others', () => {
  it('shares: the names of narrow parts make room for each other, in order and inside the bar', () => {
    const names = namesOf(stackLayout([30, 1, 1, 1].map((count, k) => ({ name: `part number ${k}`, count, colour: '' }))), 400);
    names.slice(1).forEach((x, k) => expect(x - names[k]).toBeGreaterThan(14 * 6));
    expect(names[3] + 14 * 6).toBeLessThanOrEqual(400);
  });
  it('coupling map: at most so many names are written, the first among them', () => {
    expect(thinned(14, 11)).toEqual([0, 2, 4, 6, 8, 10, 12]);
    expect(thinned(5, 11)).toEqual([0, 1, 2, 3, 4]);
  });
  it('pyramid: 441 squares of a 6 × 6 grid and their gaps fit into the room', () => {
    const cell = pyramidCell(6, 6, 270, 314);
    expect(21 * cell + 30).toBeLessThanOrEqual(270);
    expect(21 * (cell + 1) + 30).toBeGreaterThan(270);
    expect(pyramidCell(30, 30, 100, 100)).toBe(1);
  });
  it('filters: each choice says how many it leaves, and there is nothing to choose without scores', () => {
    const one = (id: string, field: boolean | null, attention: boolean | null): Result => ({ id, methods: { field: { solved: field, confidence: 1 }, attention: { solved: attention, confidence: 1 } } });
    expect(filterChoices([one('a', true, true), one('b', true, false), one('c', false, false)]).map((c) => [c.fate, c.count])).toEqual([['all', 3], ['both', 1], ['field', 1], ['attention', 0], ['neither', 1]]);
    expect(filterChoices([one('a', true, false), { id: 'b', methods: { field: { solved: true, confidence: 1 } } }]).map((c) => [c.name, c.count])).toEqual([['all', 2], ['both', 0], ['only field', 1], ['only net', 0], ['neither', 0], ['not compared', 1]]);
    expect(filterChoices([one('a', null, null)]).map((c) => c.fate)).toEqual(['all']);
    expect(filterChoices([true, false, true].map((solved, k): Result => ({ id: String(k), methods: { attention: { solved, confidence: 1 } } }))).map((c) => [c.fate, c.name, c.count])).toEqual([['all', 'all', 3], ['attention', 'solved', 2], ['neither', 'not solved', 1]]);
  });
  it('scales: a continuous one covers its width without holes, named colours stand apart', () => {
    const fine = swatches({ name: 'a', colour: () => '#000' }, 300);
    fine.slice(1).forEach((s, k) => expect(s.x).toBeLessThanOrEqual(fine[k].x + fine[k].width));
    expect(fine.at(-1)!.x + fine.at(-1)!.width).toBeGreaterThanOrEqual(300);
    expect(swatches({ name: 'b', colours: ['#000', '#fff'] }, 100).map((s) => [s.x, s.width])).toEqual([[0, 48], [50, 48]]);
  });
  it('scales read by lightness alone: amounts grow lighter, a sign darkens both ways from the middle, and fates differ', () => {
    const light = (colour: string) => { const [r, g, b] = colour.startsWith('#') ? [1, 3, 5].map((k) => parseInt(colour.slice(k, k + 2), 16)) : colour.match(/\d+/g)!.map(Number); return 0.2126 * (r / 255) ** 2.2 + 0.7152 * (g / 255) ** 2.2 + 0.0722 * (b / 255) ** 2.2; };
    for (let k = 1; k <= 20; k++) expect(light(amount(k / 20))).toBeGreaterThan(light(amount((k - 1) / 20)));
    for (const way of [-1, 1]) for (let k = 1; k <= 10; k++) expect(light(signed((way * k) / 10))).toBeLessThan(light(signed((way * (k - 1)) / 10)));
    const [red, , blue] = signed(0.8).match(/\d+/g)!.map(Number), [less, , more] = signed(-0.8).match(/\d+/g)!.map(Number);
    expect([red > blue, less > more]).toEqual([true, false]); // orange above zero, purple below
    const fates = Object.values(FATES).map(light).sort((a, b) => a - b);
    fates.slice(1).forEach((f, k) => expect(f / fates[k]).toBeGreaterThan(1.05));
  });
});
