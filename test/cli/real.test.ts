import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { processShell } from '../../src/cli/shell.ts';
import { cymatic, scratch } from './support.ts';

let place: ReturnType<typeof scratch>;
beforeEach(() => { place = scratch(); });
afterEach(() => place.remove());

it('the field and the attention net themselves answer a shipped task; the field solves it', async () => {
  const { tasks, solver } = processShell();
  const { code, err } = await cymatic(['solve', tasks, '--only', 'scale-down-easy-1', '--method', 'both', '--seconds', '2', '--workers', '2', '--json', 'o.json'], { cwd: place.path, solver });
  expect(code, err).toBe(0);
  const json = JSON.parse(readFileSync(join(place.path, 'o.json'), 'utf8'));
  expect(json.run.failures).toEqual({});
  expect(json.score.field).toMatchObject({ tasks: 1, solved: 1 });
  expect(json.score.attention).toMatchObject({ tasks: 1, failed: 0 });
  expect(json.score.attention.medianParameters).toBeGreaterThan(10_000);
  expect(json.run.backends.length).toBe(2);
});
