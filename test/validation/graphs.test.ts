import { expect, it } from 'vitest';
import { graphs } from '../../src/validation/graphs.ts';
import { failing, inBoth } from './holds.ts';

it.each(inBoth(graphs))('%s: %s (%s)', async (_id, _title, precision, check) => {
  expect(await failing(check, precision)).toEqual([]);
}, 120_000);
