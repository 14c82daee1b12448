import { describe, expect, it } from 'vitest';
import { bars, largest } from '../../viz/charts/bars.ts';
import { couplingScale } from '../../viz/charts/couplingMap.ts';
import { plasticityLayout } from '../../viz/charts/plasticity.ts';
import { rasterSite } from '../../viz/charts/raster.ts';
import { heardBins } from '../../viz/charts/spectrogram.ts';
import { blockMatrix, blocksOf } from '../../viz/page/replay/couplingPanel.ts';
import { stateOf } from '../../viz/page/replay/runList.ts';
import { windowAbout } from '../../viz/page/replay/spectrumPanel.ts';
import { nameRuns } from '../../viz/server/runList.ts';

describe('what the pictures of a replay compute', () => {
  it('blocks of neighbours hold all sites, and a square is the mean of the links between two blocks', () => {
    const { of, names } = blocksOf([4, 0, 1, 2, 3], 2);
    expect([[...of], names]).toEqual([[0, 0, 1, 1, 0], ['4…1', '2…3']]);
    expect(blockMatrix([1, 3, -2], [4, 0, 2], [0, 1, 3], of, 2)).toEqual([[2, 0], [0, -2]]);
    expect(blocksOf([3, 0, 1, 2], 2).names).toEqual(['3, 0', '1, 2']);
    expect(blocksOf([0, 1, 2], 48).names).toEqual(['0', '1', '2']);
  });
  it('the largest values come first, equal ones in their order, and what is no number not at all', () => {
    expect(largest([1, NaN, 3, 3, 2], ['a', 'b', 'c', 'd', 'e'], 3)).toEqual([{ name: 'c', value: 3 }, { name: 'd', value: 3 }, { name: 'e', value: 2 }]);
    expect(bars().width(200).width()).toBe(200);
  });
  it('a window about a moment is what may be read: all where that is little, 64 moments at least, never beyond the ends', () => {
    expect(windowAbout(5, 100, 1e3, 64e6)).toEqual([0, 100]);
    expect(windowAbout(500, 1100, 1e6, 64e6)).toEqual([468, 532]);
    expect(windowAbout(1099, 1100, 1e6, 64e6)).toEqual([1036, 1100]);
    expect(windowAbout(0, 1100, 1e9, 64e6)).toEqual([0, 64]);
  });
  it('quantiles that were recorded are drawn as they are; colours keep the span of the whole course', () => {
    const rows = [[0, 1, 2, 3, 4, 5, 6], [1, 1, 1, 2, 2, 2, 9]];
    expect(plasticityLayout({ values: rows, summarised: true }).curves[3]).toEqual([3, 2]);
    expect(couplingScale({ weight: [[0, 0.2]] }, 1, true)).toMatchObject({ most: 1, diverging: true });
  });
  it('a spectrogram ends above the highest tone within 40 dB of the loudest', () => {
    const column = (tone: number) => Array.from({ length: 33 }, (_, k) => (k === tone ? 1 : 1e-5));
    expect([heardBins([column(2)], 1), heardBins([column(2), column(15)], 1), heardBins([column(30)], 1), heardBins([], 1)]).toEqual([8, 20, 33, 1]);
  });
  it('a point of a space-time diagram is a site; beside the picture is none', () => {
    expect([rasterSite([300, 200], false, 10, 155), rasterSite([300, 200], true, 10, 10), rasterSite([300, 200], true, 10, 299)]).toEqual([5, -1, -1]);
  });
  it('a run that is said to run and has been silent is told as half-written', () => {
    expect([stateOf({ state: 'running', quiet: 0 }), stateOf({ state: 'done', quiet: 0 })]).toEqual(['running', 'done']);
    expect(stateOf({ state: 'running', quiet: 300 })).toBe('half-written: running, or cut off; silent for 5 min');
    expect(stateOf({ state: 'running', quiet: 4 * 86_400 })).toMatch(/silent for 4 days$/);
  });
  it('runs that come later get names of their own and change none', () => {
    const named = nameRuns(['/a/x', '/a/y']);
    expect([...nameRuns(['/b/x', '/a/y'], named)]).toEqual([['x', '/a/x'], ['y', '/a/y'], ['x-2', '/b/x']]);
  });
});
