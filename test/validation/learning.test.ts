import { expect, it } from 'vitest';
import { learning } from '../../src/validation/learning.ts';
import { failing, inBoth } from './holds.ts';

it.each(inBoth(learning))('%s: %s (%s)', async (_id, _title, precision, check) => {
  expect(await failing(check, precision)).toEqual([]);
}, 120_000);
