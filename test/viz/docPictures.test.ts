import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url)), folder = join(root, 'docs/pictures');
const { PICTURES } = (await import(join(root, 'scripts/pictures.mjs'))) as { PICTURES: Record<string, { of: string; at?: string }> };
const pages = ['README.md', 'viz/README.md', ...readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`)];
const shown = pages.flatMap((page) => [...readFileSync(join(root, page), 'utf8').matchAll(/!\[([^\]]*)\]\((?!https?:)([^)\s]+)\)/g)].map(([, words, path]) => ({ page, words, path: join(root, dirname(page), path) })));

it('every picture that README and docs show is there, says in words what it shows, and is made by npm run pictures', () => {
  expect(shown.length).toBeGreaterThan(10);
  for (const { page, words, path } of shown) {
    expect(existsSync(path), `${page}: ${path}`).toBe(true);
    expect(words.length, `${page}: ${path}`).toBeGreaterThan(10);
    expect(Object.keys(PICTURES), page).toContain(relative(folder, path));
  }
});

it('no picture lies about that nobody shows or the script does not know', () => {
  const names = new Set(shown.map(({ path }) => relative(folder, path)));
  expect(readdirSync(folder).sort()).toEqual(Object.keys(PICTURES).sort());
  expect([...names].sort()).toEqual(Object.keys(PICTURES).sort());
});
