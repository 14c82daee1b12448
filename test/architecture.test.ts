import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');

function sources(folder: string): string[] {
  return readdirSync(join(root, folder)).flatMap((name) => {
    const path = join(folder, name);
    return statSync(join(root, path)).isDirectory() ? sources(path) : name.endsWith('.ts') ? [path] : [];
  });
}

/** Modules a file imports, dynamic imports and re-exports included: paths inside the tree, or package names. */
function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(/(?:from\s*|import\s*\(\s*|import\s+)['"]([^'"]+)['"]/g)].map(([, to]) =>
    to.startsWith('.') ? relative(root, resolve(root, dirname(file), to)) : to);
}

const files = sources('src'), graph = new Map(files.map((f) => [f, importsOf(f)]));

/** Everything that can be reached from a file, and one way to get there. */
function reach(from: string): Map<string, string> {
  const seen = new Map([[from, from]]), queue = [from];
  for (let f = queue.pop(); f; f = queue.pop()) for (const to of graph.get(f) ?? []) if (!seen.has(to)) { seen.set(to, `${seen.get(f)} → ${to}`); queue.push(to); }
  return seen;
}

/** Rooms from the inside out; a file may import from its own room and from rooms before it. */
const ROOMS = ['src/oscillators', 'src/field', 'src/plasticity', 'src/encoders', 'src/solvers'];

describe('the house', () => {
  it('finds its own files and their imports', () => {
    expect(files.length).toBeGreaterThan(60);
    expect(graph.get('src/encoders/fieldSenses.ts')).toContain('src/encoders/medium.ts');
  });

  it('imports go one way: oscillators ← field ← plasticity ← encoders ← solvers', () => {
    const wrong = files.flatMap((f) => {
      const own = ROOMS.findIndex((r) => f.startsWith(`${r}/`));
      return own < 0 ? [] : graph.get(f)!.filter((to) => ROOMS.findIndex((r) => to.startsWith(`${r}/`)) > own || /^src\/(cli|runs)\//.test(to) || /^(viz|test|experiments)\//.test(to)).map((to) => `${f} → ${to}`);
    });
    expect(wrong).toEqual([]);
  });

  it('the field path never reaches the attention net, whichever way one goes', () => {
    const starts = files.filter((f) => ROOMS.slice(0, 4).some((r) => f.startsWith(`${r}/`)) || f.startsWith('src/solvers/grid/'));
    const paths = starts.flatMap((f) => [...reach(f)].filter(([to]) => to.startsWith('src/baseline/') || to.startsWith('@jax-js')).map(([, path]) => path));
    expect(paths).toEqual([]);
  });

  it('nothing inside the house leans on the validation room; it leans on the medium and its solvers', () => {
    const outside = files.filter((f) => !/^src\/(validation|cli)\//.test(f)).flatMap((f) => graph.get(f)!.filter((to) => to.startsWith('src/validation/')).map((to) => `${f} → ${to}`));
    const inside = files.filter((f) => f.startsWith('src/validation/')).flatMap((f) => graph.get(f)!.filter((to) => !/^src\/(validation|field|oscillators|plasticity|solvers)\//.test(to) && to.startsWith('src/')).map((to) => `${f} → ${to}`));
    expect([...outside, ...inside]).toEqual([]);
  });

  it('no file imports itself, however far the way round: src, viz, experiments and bench', () => {
    const all = new Map(['src', 'viz', 'experiments', 'bench'].flatMap(sources).map((f) => [f, importsOf(f)])), settled = new Set<string>(), circles: string[] = [];
    const visit = (file: string, way: string[]): void => {
      if (way.includes(file)) return void circles.push([...way.slice(way.indexOf(file)), file].join(' → '));
      if (settled.has(file)) return;
      for (const to of all.get(file) ?? []) visit(to, [...way, file]);
      settled.add(file);
    };
    for (const file of all.keys()) visit(file, []);
    expect(all.size).toBeGreaterThan(300);
    expect(circles).toEqual([]);
  });

  it('only src/field imports gpu.js', () => {
    expect(files.filter((f) => graph.get(f)!.includes('gpu.js') && !f.startsWith('src/field/'))).toEqual([]);
    expect(files.filter((f) => graph.get(f)!.includes('gpu.js')).length).toBeGreaterThan(0);
  });

  it('no source draws from an unseeded generator', () => {
    expect(files.filter((f) => /Math\.random\(/.test(readFileSync(join(root, f), 'utf8')))).toEqual([]);
  });

  it('only the scorer reads a test output', () => {
    const readers = files.filter((f) => /test\s*(\[[^\]]*\]|\.at\([^)]*\))\s*\.output|probe\.output/.test(readFileSync(join(root, f), 'utf8')));
    expect(readers.filter((f) => f !== 'src/tasks/score.ts' && !f.startsWith('src/tasks/'))).toEqual([]);
  });
});
