import { describe, expect, it } from 'vitest';
import { calibrationLayout, dotRadius } from '../../viz/charts/calibration.ts';
import { PALETTE, phaseRgb, restingColour } from '../../viz/charts/colour.ts';
import { couplingScale } from '../../viz/charts/couplingMap.ts';
import { courseLayout } from '../../viz/charts/course.ts';
import { fillLevel, project, shapeOf, toUnit } from '../../viz/charts/cube.ts';
import { plasticityLayout } from '../../viz/charts/plasticity.ts';
import { rowsAbout } from '../../viz/page/rail.ts';
import { compared, fates, solvedOverSeconds, trusted } from '../../viz/page/comparison.ts';
import type { TaskRow } from '../../viz/page/store.ts';
import { leading } from '../../viz/charts/boardMap.ts';
import { histogramLayout } from '../../viz/charts/setPoints.ts';
import { spectra, spectrogramLayout } from '../../viz/charts/spectrogram.ts';
import { notesOf } from '../../viz/page/lab/music.ts';
import { gateLayout, leadsTo } from '../../viz/charts/gateTree.ts';
import { gridLayout, phasesOf } from '../../viz/charts/gridMap.ts';
import { circleLayout } from '../../viz/charts/phaseCircle.ts';
import { fieldPixels } from '../../viz/charts/phaseMap.ts';
import { pyramidLayout, tileOf } from '../../viz/charts/pyramid.ts';
import { rasterPixels } from '../../viz/charts/raster.ts';
import { fateOf, markOf, matches, type Result } from '../../viz/charts/resultsTable.ts';
import { logDomain } from '../../viz/charts/scatter.ts';
import { stackLayout } from '../../viz/charts/stack.ts';
import { stairsDomain } from '../../viz/charts/staircase.ts';

const TURN = 2 * Math.PI;

/** A plain model of an eye without green cones, ours: red and green light fall together into one response. Lightness and blue-yellow are left. */
function deuteranope(rgb: readonly number[]): number[] {
  const [r, g, b] = rgb.map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
  const red = 0.3 * r + 0.7 * g, blue = b;
  const lightness = 116 * Math.cbrt(Math.max(1e-6, 0.93 * red + 0.07 * blue)) - 16;
  return [lightness, 100 * (Math.cbrt(Math.max(0, red)) - Math.cbrt(Math.max(0, blue)))];
}

describe('colour', () => {
  it('phase scale: it closes, and no step of a hundredth turn jumps by more than 40 of 255', () => {
    for (let k = 0; k < 100; k++) {
      const a = phaseRgb((TURN * k) / 100), b = phaseRgb((TURN * (k + 1)) / 100);
      expect(Math.max(...a.map((v, i) => Math.abs(v - b[i])))).toBeLessThan(40);
    }
  });
  it('phase scale: eight phases stay apart for an eye without green cones', () => {
    const seen = Array.from({ length: 8 }, (_, k) => deuteranope(phaseRgb((TURN * k) / 8)));
    for (let a = 0; a < 8; a++) for (let b = a + 1; b < 8; b++) expect(Math.hypot(seen[a][0] - seen[b][0], seen[a][1] - seen[b][1]), `${a} and ${b} eighths`).toBeGreaterThan(9);
  });
  it('resting colours: phase 2πc/10 is exactly the palette colour of c', () => {
    PALETTE.forEach((hex, c) => expect(restingColour((TURN * c) / 10)).toSatisfy((rgb: string) => {
      const [r, g, b] = rgb.match(/\d+/g)!.map(Number), want = [1, 3, 5].map((k) => parseInt(hex.slice(k, k + 2), 16));
      return Math.hypot(r - want[0], g - want[1], b - want[2]) < 8;
    }));
  });
});

describe('layouts', () => {
  it('grid: whole-point cells fit into the room, and a point finds its cell', () => {
    const at = gridLayout(7, 12, [300, 200]);
    expect(at.width).toBeLessThanOrEqual(301);
    expect(at.height).toBeLessThanOrEqual(201);
    expect(at.cellAt(at.x(5) + 1, at.y(3) + 1)).toBe(3 * 12 + 5);
    expect(at.cellAt(-3, 4)).toBe(-1);
  });
  it('grid: colour 3 has phase 6π/10, silence is empty', () => {
    const { theta } = phasesOf([[3, -1]]);
    expect(theta[0]).toBeCloseTo(0.6 * Math.PI, 6);
    expect(theta[1]).toBeNaN();
  });
  it('phase circle: equal phases give r = 1, opposite ones r = 0, empty cells take no part', () => {
    expect(circleLayout([1, 1, 1], 10).r).toBeCloseTo(1, 12);
    expect(circleLayout([0.5, 0.5 + Math.PI], 10).r).toBeCloseTo(0, 12);
    expect(circleLayout([2, NaN], 10)).toMatchObject({ r: 1, points: { length: 1 } });
  });
  it('phase circle: phase π/2 is drawn above the middle', () => expect(circleLayout([Math.PI / 2], 10).points[0].y).toBeCloseTo(-10, 12));
  it('phase map: whole turns and signs do not matter, what is no number stays ground', () => {
    const turn = 2 * Math.PI, [r, g, b] = phaseRgb(2), px = fieldPixels({ rows: 1, columns: 4, theta: [2, 2 - 3 * turn, 2 + 50 * turn, NaN] }, 'phase', [0, 1], [9, 8, 7]);
    expect([...px]).toEqual([r, g, b, 255, r, g, b, 255, r, g, b, 255, 9, 8, 7, 255]);
  });
  it('phase map: amplitude 0 is the ground, amplitude 1 the colour of the phase', () => {
    const px = fieldPixels({ rows: 1, columns: 2, theta: [1, 1], amplitude: [0, 1] }, 'phase', [0, 1], [9, 8, 7]);
    expect([...px.slice(0, 3)]).toEqual([9, 8, 7]);
    expect([...px.slice(4, 7)]).toEqual([...phaseRgb(1)]);
  });
  it('course: the last time lies at the right edge, each line fills its own domain', () => {
    const { x, domains, marks } = courseLayout({ time: [0, 5, 10], lines: [{ name: 'a', symbol: 'a', values: [1, 3, 2], colour: '' }, { name: 'b', symbol: 'b', values: [0, 0, 0], colour: '', domain: [0, 1] }], marks: [{ time: 5, text: 'm' }] }, 100, 50);
    expect(x(10)).toBe(100);
    expect(domains).toEqual([[1, 3], [0, 1]]);
    expect(marks[0].x).toBe(50);
    expect(courseLayout({ time: [0, 1, 2], lines: [{ name: 'v', symbol: 'v', values: [NaN, 0.02, 0.1], colour: '' }] }, 100, 50).domains).toEqual([[0.02, 0.1]]); // not measured at the start
  });
  it('gate tree: a row a leaf, and exactly one leaf leads to each part', () => {
    const gate = { when: 'a', channel: 'a', coupling: 1, on: { drivenBy: 0, pure: true, part: 0 }, off: { when: 'b', channel: 'b', coupling: 1, on: { drivenBy: 1, pure: true, part: 1 }, off: { drivenBy: 0, pure: false, part: 2 } } };
    const { nodes, links, leaves, depth } = gateLayout(gate, 40, 100);
    expect([nodes.length, links.length, leaves, depth]).toEqual([5, 4, 3, 2]);
    const rows = nodes.filter((n) => !n.children).map((n) => n.x).sort((a, b) => a - b);
    expect(rows[1] - rows[0]).toBeGreaterThan(30);
    expect([0, 1, 2, 3].map((part) => leadsTo(gate, part))).toEqual([true, true, true, false]);
  });
  it('calibration: answers right as often as they promise have error 0, sure and wrong ones error 1', () => {
    expect(calibrationLayout([{ confidence: 1, right: true }, { confidence: 0, right: false }]).error).toBe(0);
    expect(calibrationLayout([{ confidence: 1, right: false }]).error).toBe(1);
  });
  it('coupling map: negative couplings make the scale diverging about zero', () => {
    expect(couplingScale({ weight: [[0, 2], [1, 0]] })).toMatchObject({ most: 2, diverging: false });
    const { colour, diverging } = couplingScale({ weight: [[0, -2], [2, 0]] });
    expect(diverging).toBe(true);
    expect(colour(2)).not.toBe(colour(-2));
  });
  it('pyramid: 6 × 6 has 441 rectangles, and each order parameter equals the naive mean', () => {
    const theta = Float32Array.from({ length: 36 }, (_, i) => (i % 7 === 3 ? NaN : (i * i * 0.37) % TURN)), all = pyramidLayout(theta, 6, 6);
    expect(all.length).toBe(441);
    for (const r of all.filter((_, k) => k % 13 === 0)) {
      let re = 0, im = 0, n = 0;
      for (let y = r.top; y < r.top + r.rows; y++) for (let x = r.left; x < r.left + r.columns; x++) { const t = theta[y * 6 + x]; if (!Number.isNaN(t)) { re += Math.cos(t); im += Math.sin(t); n++; } }
      expect(r.cells).toBe(n);
      expect(r.order).toBeCloseTo(n ? Math.hypot(re, im) / n : 0, 9);
    }
  });
  it('pyramid: no two rectangles lie on one spot', () => {
    const spots = pyramidLayout(new Float32Array(12), 3, 4).map((r) => tileOf(r, 3, 4, 5, 6).join());
    expect(new Set(spots).size).toBe(spots.length);
  });
  it('raster: the newest moment is the last row', () => {
    const px = rasterPixels({ rows: [[0], [1]] }, 1, 2, [0, 0, 0]);
    expect([...px.slice(4, 7)]).toEqual([...phaseRgb(1)]);
  });
  it('cube: a quarter turn about the upright axis moves x into depth', () => {
    const [p] = project([[1, 0, 0]], [Math.PI / 2, 0]);
    expect([p.x, p.y, p.depth].map((v) => Math.round(v * 1e9) / 1e9 + 0)).toEqual([0, 0, -1]);
    expect(toUnit([[2, 0], [-4, 1]])[1][0]).toBe(-1);
  });
  it('spectrogram: a tone of k cycles a window is loudest in bin k', () => {
    const column = spectra({ values: Float64Array.from({ length: 64 }, (_, n) => 5 + Math.sin((TURN * 9 * n) / 64)) }, 64)[0];
    expect(column.indexOf(Math.max(...column))).toBe(9);
    expect(column[0]).toBeLessThan(1e-6 * column[9] + 1);
  });
  it('spectrogram: the loudest band of a tone has its frequency in its middle; windows lie where their samples do, and none is left out', () => {
    const interval = 0.5, length = 1000, frequency = 6 / (64 * interval), signal = Float64Array.from({ length }, (_, n) => Math.sin(TURN * frequency * n * interval));
    const columns = spectra({ values: signal }, 64), at = spectrogramLayout({ length, interval, start: 10 }), [low, high] = at.frequency, bins = columns[0].length, loudest = columns[7].indexOf(Math.max(...columns[7]));
    expect(low + ((loudest + 0.5) / bins) * (high - low)).toBeCloseTo(frequency, 9); // the middle of the band, where it is drawn
    expect(at.frequencyOf(loudest)).toBeCloseTo(frequency, 9);
    expect(at.columns).toHaveLength(columns.length);
    expect(at.columns[2].centre).toBeCloseTo(10 + (2 * 32 + 31.5) * interval, 9);
    expect([at.time, at.columns[0].from, at.columns.at(-1)!.to]).toEqual([[10, 10 + 999 * interval], 10, 10 + 999 * interval]);
    at.columns.forEach(({ centre, from, to }, k) => { expect(from < centre && centre < to).toBe(true); if (k > 0) expect(from).toBe(at.columns[k - 1].to); });
    expect(at.columns.at(-1)!.centre).toBeCloseTo(10 + (1000 - 64 + 31.5) * interval, 9); // the last window ends with the signal
    const late = Float64Array.from({ length }, (_, n) => (n < 990 ? 0 : Math.sin(n))), heard = spectra({ values: late }, 64).map((c) => Math.max(...c));
    expect(heard.indexOf(Math.max(...heard))).toBe(columns.length - 1);
  });
  it('calibration: the area of a dot is its number of tasks', () => {
    expect(dotRadius(40, 160) ** 2 / dotRadius(160, 160) ** 2).toBeCloseTo(1 / 4, 12);
    expect(dotRadius(1, 1)).toBeGreaterThan(8);
  });
  it('histogram: every value is counted once, equal values too', () => {
    expect(histogramLayout({ values: [3, 3, 3] }, 5).reduce((n, b) => n + b.count, 0)).toBe(3);
    expect(histogramLayout({ values: [0, 1, 2, 3, 4] }, 5).map((b) => b.count)).toEqual([1, 1, 1, 1, 1]);
    expect(histogramLayout({ values: [] })).toEqual([]);
  });
  it('board: the digit that is awake leads, none leads where two sleep', () => {
    expect(leading({ order: 4, awake: [0.1, 0.9, 0.2, 0, 0.3, 0.4, 0, 0] }, 0)).toEqual({ digit: 2, lead: 0.7 });
    expect(leading({ order: 4, awake: [0.1, 0.9, 0.2, 0, 0.3, 0.4, 0, 0] }, 1)).toBeNull();
  });
  it('music: the ground is silent, higher rows are higher tones, later columns come later', () => {
    const notes = notesOf([[[0, 3], [0, 0], [2, 0]]]);
    expect(notes.map((n) => n.voice)).toEqual([2, 3]);
    expect(notes[1].hertz).toBeGreaterThan(notes[0].hertz);
    expect(notes[1].time).toBeGreaterThan(notes[0].time);
  });
  it('stack: shares follow each other and fill the bar', () => {
    const placed = stackLayout([{ name: 'a', count: 1, colour: '' }, { name: 'b', count: 3, colour: '' }]);
    expect(placed.map((p) => [p.from, p.length])).toEqual([[0, 0.25], [0.25, 0.75]]);
  });
  it('logarithmic axes: equal or absent values still span a domain', () => {
    expect(logDomain([])).toEqual([0.1, 1]);
    expect(logDomain([5, 5])[0]).toBeLessThan(5);
    expect(stairsDomain([])).toEqual([0.01, 1]);
  });
  it('a histogram, a course of quantiles, axes and a cube take a quarter of a million values', () => {
    const values = Float64Array.from({ length: 250_000 }, (_, i) => i % 1000), many = Array.from(values);
    expect(histogramLayout({ values }).reduce((sum, b) => sum + b.count, 0)).toBe(250_000);
    expect(plasticityLayout({ values: many.map((v) => [v, v, v, v, v, v, v]), summarised: true }).domain[1]).toBeGreaterThan(999);
    expect(logDomain(many)).toEqual([0.8, 999 * 1.25]);
    expect(stairsDomain([{ name: '', colour: '', dash: false, steps: many.map((seconds) => ({ seconds, share: 0 })) }])[1]).toBeCloseTo(999 * 1.4, 6);
    expect(toUnit(many.map((v) => [v, -v / 2]))[999]).toEqual([1, -0.5]);
  });
  it('cube: a shape is filled to the share that is solved, from its foot to its top', () => {
    for (let kind = 0; kind < 7; kind++) {
      const at = [0, 0.25, 0.5, 1].map((full) => fillLevel(kind, 6, full)), ys = shapeOf(kind, 6).match(/-?\d+(\.\d+)?(e-?\d+)?/g)!.map(Number);
      expect(at[0] - at[3]).toBeGreaterThan(9);
      expect([at[1], at[2]]).toEqual([at[0] - 0.25 * (at[0] - at[3]), at[0] - 0.5 * (at[0] - at[3])].map((x) => expect.closeTo(x, 6)));
      if (kind > 0) expect(at[0]).toBeLessThanOrEqual(Math.max(...ys.map(Math.abs)) + 0.01);
    }
  });
  it('rows of a long list: the first, or those about the task that is looked at', () => {
    expect([rowsAbout(40, 7, 300), rowsAbout(5000, -1, 300), rowsAbout(5000, 299, 300)]).toEqual([[0, 40], [0, 300], [0, 300]]);
    expect([rowsAbout(5000, 2000, 300), rowsAbout(5000, 4999, 300)]).toEqual([[1850, 2150], [4700, 5000]]);
  });
  it('results: fate, mark and filter agree with what was solved', () => {
    const both: Result = { id: 'Fill-hard-1', methods: { field: { solved: true, confidence: 1 }, attention: { solved: true, confidence: 1 } } }, lost: Result = { id: 'x', methods: { field: { solved: false, confidence: 0, failed: 'why' } } };
    const two = ['field', 'attention'] as const, one = ['field'] as const;
    expect([fateOf(both, two), fateOf(lost, one), fateOf({ id: 'y', methods: { field: { solved: null, confidence: 1 } } }, one)]).toEqual(['both', 'neither', 'unknown']);
    expect([fateOf(lost, two), fateOf({ ...both, methods: { field: both.methods.field } }, two)]).toEqual(['unknown', 'unknown']); // the net was not asked: nothing is compared
    expect(markOf(lost.methods.field).text).toContain('why');
    expect(matches(both, { text: 'hard fill', fate: 'both' }, two)).toBe(true);
    expect(matches(both, { text: 'hard fill', fate: 'neither' }, two)).toBe(false);
  });
});

describe('the comparison of methods', () => {
  const fared = (solved: boolean | null, cpuSeconds: number | null, more: object = {}) => ({ solved, firstSolved: solved, cpuSeconds, wallSeconds: 9, confidence: 0.5, sure: false, verified: false, parameters: 1, id: '', method: 'field' as const, ...more });
  const gone = fared(false, null, { confidence: null, failed: 'took longer than 45 s' });
  const tasks: TaskRow[] = [
    { id: 'a', methods: { field: fared(true, 2), attention: fared(false, 1) } }, { id: 'b', methods: { field: fared(true, 4), attention: gone } },
    { id: 'c', methods: { field: fared(true, 1) } }, { id: 'd', methods: { field: fared(null, 1), attention: fared(null, 1) } },
  ], both = ['field', 'attention'] as const, common = compared(tasks, both);
  it('counts the tasks that both were asked; one that a method gave up counts against it, one that it was never asked does not', () => {
    expect(common.map((t) => t.id)).toEqual(['a', 'b']);
    expect(fates(tasks, both)).toEqual({ both: 0, field: 2, attention: 0, neither: 0 });
    expect(fates(tasks, ['field'])).toEqual({ both: 0, field: 3, attention: 0, neither: 0 });
  });
  it('stairs of both rise over the same tasks, and what was given up is not a trusted answer at confidence 0', () => {
    expect(solvedOverSeconds(common, 'field')).toEqual([{ seconds: 0, share: 0 }, { seconds: 2, share: 0.5 }, { seconds: 4, share: 1 }]);
    expect(trusted(common, 'attention')).toEqual([{ confidence: 0.5, right: false }]);
  });
});
