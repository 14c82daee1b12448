import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { readRudy } from '../../src/solvers/constraints/dimacs.ts';
import { bestCut, cutOf } from '../../src/solvers/constraints/maxCut.ts';
import { cpuSeconds } from '../../src/solvers/constraints/spread.ts';

const folder = new URL('../../../shared/data/gset/', import.meta.url), here = existsSync(new URL('graphs.json.gz', folder));
const graphs = here ? (JSON.parse(gunzipSync(readFileSync(new URL('graphs.json.gz', folder))).toString()) as Record<string, string>) : {};

/** Best cuts in print (validation-suite.md V29). */
for (const [name, best] of [['G1', 11_624], ['G22', 13_359], ['K2000', 33_337]] as const) {
  const text = graphs[name];
  it.skipIf(text === undefined)(`V29: ${name} is cut to 99.5 % of ${best} within 3 CPU seconds by bifurcating oscillators${text === undefined ? ' (not in ../shared/data/gset: skipped)' : ''}`, async () => {
    const graph = readRudy(name, text), { cut, sides } = await bestCut(graph, { seed: 1, seconds: 3, clock: cpuSeconds });
    expect(cutOf(graph, sides)).toBe(cut);
    expect(cut).toBeGreaterThanOrEqual(0.995 * best);
    expect(cut).toBeLessThanOrEqual(best);
  }, 60_000);
}
