import { expect, it } from 'vitest';
import { adler } from '../../src/validation/adler.ts';
import { failing, inBoth } from './holds.ts';

it.each(inBoth(adler))('%s: %s (%s)', async (_id, _title, precision, check) => {
  expect(await failing(check, precision)).toEqual([]);
}, 120_000);
