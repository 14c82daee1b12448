import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { differenceOf } from '../../viz/charts/differenceMap.ts';
import { gateLayout, gateOutline, gateStep } from '../../viz/charts/gateTree.ts';
import { cellAfter } from '../../viz/charts/gridMap.ts';
import { imageOf, orderIn, pyramidLayout, pyramidSize, rectangleAt, tileOf, pyramidCell } from '../../viz/charts/pyramid.ts';
import { innerBox } from '../../viz/charts/axes.ts';
import { asExplanation } from '../../viz/page/explanation.ts';
import { alike, couplingsOf, principal } from '../../viz/page/operationsSpace.ts';
import { asPerceived, comparedFrom, differenceWords, imageFrom } from '../../viz/page/perceived.ts';
import { rectangleAfter } from '../../viz/page/views/taskRectangles.ts';
import type { AnswerView } from '../../viz/shapes.ts';
import type { Task } from '../../src/tasks/types.ts';

const TURN = 2 * Math.PI;
const told = readFileSync(new URL('./fixture/answers.jsonl', import.meta.url), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as AnswerView).filter((a) => a.method === 'field').map((a) => ({ id: a.id, e: asExplanation(a.explanation)! }));
const taskOf = (id: string) => JSON.parse(readFileSync(new URL(`../../tasks/${id}.json`, import.meta.url), 'utf8')) as Task;

describe('what a solve recorded, as the charts take it', () => {
  it('the fixture holds both: seven answers with it, one of an older version without', () => {
    expect(told.map(({ e }) => asPerceived(e) !== null).sort()).toEqual([false, true, true, true, true, true, true, true]);
    expect(asPerceived({ ...told[0].e, perceived: { tests: 3 } as never })).toBeNull();
  });
  it.each(told.filter(({ e }) => asPerceived(e)))('$id: the recorded image gives the order parameters of the input’s phases within 0.004', ({ id, e }) => {
    const { train, test } = taskOf(id), inputs = [...train.map((p) => p.input), ...test.map((t) => t.input)];
    asPerceived(e)!.images.forEach((text, k) => {
      const grid = inputs[k], theta = grid.flat().map((c) => (TURN * c) / 10), own = pyramidLayout(theta, grid.length, grid[0].length), seen = pyramidLayout(imageFrom(text), grid.length, grid[0].length);
      expect(seen.length).toBe(own.length);
      own.forEach((r, i) => { expect(seen[i].cells).toBe(r.cells); expect(Math.abs(seen[i].order - r.order)).toBeLessThan(0.004); });
    });
  });
  it.each(told.filter(({ e }) => asPerceived(e)?.differences.length))('$id: a recorded difference draws as the two grids do, and its words name both colours', ({ id, e }) => {
    const question = { train: taskOf(id).train, test: [] };
    for (const text of asPerceived(e)!.differences) {
      const from = question.train[text.from.demonstration][text.from.side].flat(), to = question.train[text.to.demonstration][text.to.side].flat(), phases = (g: number[]) => g.map((c) => (TURN * c) / 10);
      const seen = differenceOf(comparedFrom(text)), want = differenceOf({ from: phases(from), to: phases(to) });
      expect([seen.changed, seen.cells]).toEqual([want.changed, want.cells]);
      expect(seen.order).toBeCloseTo(want.order, 2);
      const cell = text.tenths.flat().findIndex((t) => t > 0), words = differenceWords(text, question, cell);
      if (cell >= 0) expect(words).toMatch(/^Row \d+, column \d+: (?:light )?[a-z]+ → (?:light )?[a-z]+, δ = [+−][1-5]\/10 of a turn\.$/);
      expect(differenceWords(text, question, text.tenths.flat().indexOf(0))).toContain('no difference');
    }
  });
});

describe('pointing and walking', () => {
  it('every square of a 3 × 4 grid leads back to its rectangle', () => {
    const size = [300, 260] as const, box = innerBox(size, true, true), cell = pyramidCell(3, 4, box.width, box.height);
    for (const { top, left, rows, columns } of pyramidLayout(new Float32Array(12), 3, 4)) {
      const r = { top, left, rows, columns };
      const [x, y] = tileOf(r, 3, 4, cell, 6);
      expect(rectangleAt([box.left + x + cell / 2, box.top + y + cell / 2], size, true, 3, 4)).toEqual(r);
    }
    expect(rectangleAt([2, 2], size, true, 3, 4)).toBeNull();
  });
  it.each([[6, 6], [2, 5], [15, 17], [1, 1]])('%d × %d: the canvas is as large as its squares need, which stay as they were', (rows, columns) => {
    const most = [460, 430] as const, [width, height] = pyramidSize(rows, columns, most), cellIn = (w: number, h: number) => { const box = innerBox([w, h], true, true); return pyramidCell(rows, columns, box.width, box.height); };
    expect(width <= most[0] && height <= most[1]).toBe(true);
    expect(cellIn(width, height)).toBe(cellIn(...most));
  });
  it('one rectangle’s order is that of its cells alone; empty cells take no part', () => {
    const image = imageOf([0, Math.PI, NaN, 1, 1, 1], 2, 3);
    expect(orderIn(image, 3, { top: 0, left: 0, rows: 1, columns: 3 })).toMatchObject({ cells: 2, order: expect.closeTo(0, 9) });
    expect(orderIn(image, 3, { top: 1, left: 0, rows: 1, columns: 3 })).toMatchObject({ cells: 3, order: expect.closeTo(1, 9) });
  });
  it('arrows move a rectangle, with Shift they stretch it, and the grid’s edge stops both', () => {
    const at = { top: 0, left: 0, rows: 1, columns: 2 };
    expect(rectangleAfter('ArrowDown', false, at, 2, 3)).toEqual({ ...at, top: 1 });
    expect(rectangleAfter('ArrowRight', true, at, 2, 3)).toEqual({ ...at, columns: 3 });
    expect(rectangleAfter('ArrowUp', false, at, 2, 3)).toBe(at);
    expect(rectangleAfter('ArrowUp', true, at, 2, 3)).toBe(at);
    expect(rectangleAfter('x', false, at, 2, 3)).toBeNull();
  });
  it('arrows go from cell to cell; a wall stops them, and from nowhere they begin at the first', () => {
    expect([cellAfter('ArrowRight', 0, 2, 3), cellAfter('ArrowDown', 1, 2, 3), cellAfter('ArrowRight', 2, 2, 3), cellAfter('ArrowUp', -1, 2, 3), cellAfter('a', 0, 2, 3)]).toEqual([1, 4, 2, 0, null]);
  });
});

describe('the space of operations and the gates', () => {
  it('the ends of a direction are the couplings that weigh most there', () => {
    const { ends } = principal([new Map([['a', 1]]), new Map([['a', 1]]), new Map([['b', 1]]), new Map([['b', 1], ['c', 0.1]])]);
    expect([ends[0].from, ends[0].to].sort()).toEqual(['a', 'b']);
    const names = new Set(told.flatMap(({ e }) => [...couplingsOf(e).keys()])), real = principal(told.map(({ e }) => couplingsOf(e))).ends;
    for (const { from, to } of real) { expect(names.has(from) && names.has(to)).toBe(true); expect(from).not.toBe(to); }
  });
  it('alike: 1 for the same couplings at any strength, 0 where none is shared', () => {
    expect(alike(new Map([['a', 1], ['b', 2]]), new Map([['b', 4], ['a', 2]]))).toBeCloseTo(1, 12);
    expect(alike(new Map([['a', 1]]), new Map([['b', 1]]))).toBe(0);
    expect(alike(new Map([['a', 3], ['b', 4]]), new Map([['a', 1]]))).toBeCloseTo(0.6, 12);
  });
  it('gates keep their room: a step is never so narrow that words reach the next fork, and the tree fills the width it can', () => {
    expect([gateStep(0, 900), gateStep(1, 900), gateStep(3, 900), gateStep(9, 700)]).toEqual([0, 280, (900 - 206) / 3, 208]);
    const chain = (depth: number): Parameters<typeof gateLayout>[0] => (depth === 0 ? { drivenBy: 0, pure: true, part: 0 } : { when: `"${'a'.repeat(60)}" is 1`, channel: 'a', coupling: 1, on: { drivenBy: 0, pure: true, part: depth }, off: chain(depth - 1) });
    const { nodes } = gateLayout(chain(6));
    nodes.forEach((a, i) => nodes.slice(i + 1).filter((b) => b.depth === a.depth).forEach((b) => expect(Math.abs(a.x - b.x)).toBeGreaterThanOrEqual(66)));
    const below = gateOutline(chain(6));
    expect(below.nodes.map((n) => n.x)).toEqual(below.nodes.map((_, k) => 20 + 40 * k)); // a row each: nothing stands beside anything
    below.links.forEach(({ from, to }) => { expect(to.x).toBeGreaterThan(from.x); expect(to.y - from.y).toBe(40); });
  });
});
