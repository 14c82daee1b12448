import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { CHECKS } from '../../src/validation/all.ts';

it('the checks are V1 to V30, each once, each with a formula and a source, and the page has all of them', () => {
  expect(CHECKS.map((c) => c.id)).toEqual(Array.from({ length: 30 }, (_, k) => `V${k + 1}`));
  for (const { formula, source } of CHECKS) expect([formula.trim().length, source.trim().length]).not.toContain(0);
  const page = readFileSync(new URL('../../docs/validation.md', import.meta.url), 'utf8');
  expect([...page.matchAll(/^## (V\d+): (.+)$/gm)].map(([, id, title]) => `${id} ${title}`)).toEqual(CHECKS.map((c) => `${c.id} ${c.title}`));
});
