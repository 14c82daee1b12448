import { expect, it } from 'vitest';
import { ottAntonsen } from '../../src/validation/ottAntonsen.ts';
import { failing, inBoth } from './holds.ts';

it.each(inBoth(ottAntonsen))('%s: %s (%s)', async (_id, _title, precision, check) => {
  expect(await failing(check, precision)).toEqual([]);
}, 120_000);
