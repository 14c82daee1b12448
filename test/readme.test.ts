import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';

const root = resolve(import.meta.dirname, '..'), readme = readFileSync(join(root, 'README.md'), 'utf8');
const folder = mkdtempSync(join(root, 'test', '.readme-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('README', () => {
  it('its example runs and lands on the order parameter it names (Kuramoto, Lorentzian frequencies)', async () => {
    const [, code] = /```ts\n([\s\S]*?)```/.exec(readme)!;
    const file = join(folder, 'example.ts');
    writeFileSync(file, code.replace("'cymatic'", JSON.stringify(join(root, 'src', 'index.ts'))));
    const said = vi.spyOn(console, 'log').mockImplementation(() => {});
    await import(/* @vite-ignore */ file);
    const [[orderParameter, backend]] = said.mock.calls as [[number[], string]];
    said.mockRestore();
    // One look at a finite population: fluctuations of a few 1/√N around the limit.
    expect(Math.abs(orderParameter[0] - Math.SQRT1_2)).toBeLessThan(3 / Math.sqrt(2000));
    expect(['webasm', 'cpu']).toContain(backend);
  });

  it('names only pictures and pages that are there', () => {
    const paths = [...readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, p]) => p);
    expect(paths.length).toBeGreaterThan(2);
    for (const p of paths) expect(() => readFileSync(join(root, p)), p).not.toThrow();
  });
});
