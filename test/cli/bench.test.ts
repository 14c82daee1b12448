import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CASES } from '../../bench/engine/cases.ts';
import { measure } from '../../bench/engine/measure.ts';
import { startPeer } from '../../bench/engine/peer.ts';
import { begin } from '../../src/field/run.ts';
import { benchShape, type BenchFigure } from '../../src/schemas/bench.ts';
import { cymatic, scratch, startCymatic, until } from './support.ts';

let place: ReturnType<typeof scratch>;
beforeEach(() => { place = scratch(); });
afterEach(() => place.remove());
const call = (...args: string[]) => cymatic(['bench', ...args], { cwd: place.path });

describe('cymatic bench', () => {
  it('lists what it measures: lattices, Stuart-Landau, dense, sparse, all to all, batches, live fields', async () => {
    const { code, out } = await call('--list');
    expect(code).toBe(0);
    for (const name of ['lattice-512', 'lattice-1024', 'stuart-landau-512', 'dense-2048', 'dense-4096', 'sparse-100k', 'all-to-all-1m', 'batch-4096', 'lattice-8192', 'live-256']) expect(out).toMatch(new RegExp(`^${name} `, 'm'));
  });

  it.each<[string[], RegExp]>([
    [['latice-512'], /^cymatic: bench: "latice-512" is no benchmark, expected one of lattice-512, .*\. Did you mean "lattice-512"\?$/],
    [['--rounds', '0'], /^cymatic: .*--rounds/],
    [['--backend', 'cuda'], /^cymatic: .*--backend/],
    [['dense-2048', '--json', 'no/such/folder/x.json'], /^cymatic: [^\n]+$/],
  ])('refuses %j in one line with exit code 2', async (args, line) => {
    const { code, err } = await call(...args);
    expect(err).toMatch(line);
    expect(err).not.toContain('\n');
    expect(code).toBe(2);
  });

  it('one round of a dense field: the figures that --json promises, the loop and the memory beside them', async () => {
    const { code, out } = await call('dense-2048', '--rounds', '1', '--json', 'bench.json');
    expect(code).toBe(0);
    const [figure] = benchShape.parse(JSON.parse(readFileSync(join(place.path, 'bench.json'), 'utf8'))) as BenchFigure[];
    expect(figure).toMatchObject({ name: 'dense-2048', backend: 'webasm', executor: expect.stringMatching(/^fused-whole/), sites: 2048 });
    expect(figure.ratio).toBe(figure.loops['emit-carry-feel'].ratio);
    expect(figure.ratio).toBeCloseTo(figure.perSecond / figure.loops['emit-carry-feel'].perSecond, 6);
    expect(figure.bytes).toBeGreaterThan(4 * 4 * 2048 * 2048); // four stages read the matrix
    expect(out).toMatch(/^dense-2048: \S+ oscillator steps\/s .* × emit-carry-feel loop; .* MB a step, .* % of the copy bandwidth; webasm, fused-whole/m);
  });

  it('an interrupt ends it after the round, with the figures so far and exit code 130', async () => {
    const json = join(place.path, 'bench.json'), { child, ended } = startCymatic(['bench', 'stuart-landau-512', 'lattice-1024', '--rounds', '2', '--json', json], place.path);
    let out = '';
    child.stdout!.on('data', (d) => (out += d));
    await until(() => out.includes('stuart-landau-512: '), 60);
    child.kill('SIGINT');
    expect((await ended).code).toBe(130);
    expect(existsSync(json)).toBe(true);
    expect(benchShape.parse(JSON.parse(readFileSync(json, 'utf8')))[0].name).toBe('stuart-landau-512');
  }, 90_000);

  it('an abort before the first round gives no figure', async () => {
    expect(await measure(CASES.find((b) => b.name === 'dense-2048')!, { rounds: 1, threads: 1, signal: AbortSignal.abort() })).toBeUndefined();
  });

  it('a figure already written stays whole where a name is wrong', async () => {
    writeFileSync(join(place.path, 'bench.json'), 'kept');
    expect((await call('nothing', '--json', 'bench.json')).code).toBe(2);
    expect(readFileSync(join(place.path, 'bench.json'), 'utf8')).toBe('kept');
  });
});

describe('what is measured is what is meant', () => {
  const small = CASES.filter((b) => ['lattice-512', 'sparse-100k', 'batch-4096'].includes(b.name));
  it.each(small.map((b) => [b.name, b] as const))('%s: one step of the field is one step of its float64 loops', async (_, bench) => {
    const { field, options } = bench.make(), run = begin(field, options), { state } = await run.advance(run.start, 1);
    const loops = Object.values(bench.loops());
    expect(loops.length).toBeGreaterThan(0);
    for (const loop of loops) {
      loop();
      let farthest = 0;
      for (let i = 0; i < bench.sites * bench.batch; i++) farthest = Math.max(farthest, Math.abs(Math.sin((state.theta[i] - loop.x[i]) / 2)));
      expect(farthest).toBeLessThan(2e-6);
    }
  });

  it('PyTorch is measured where it is, and missed aloud where it is not', async () => {
    const peer = await startPeer();
    if (typeof peer === 'string') return expect(peer).toMatch(/^no python3 with torch came, expected one\. \S/);
    try {
      expect(peer.name).toMatch(/^PyTorch \d/);
      expect(await peer.seconds({ kind: 'lattice', batch: 1, rows: 16, columns: 16, links: 4 }, 1, 1)).toBeGreaterThan(0);
    } finally {
      peer.stop();
    }
  }, 60_000);
});
