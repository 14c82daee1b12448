import { expect, it } from 'vitest';
import { V3, V4, V5, V6 } from '../../src/validation/onset.ts';
import { failing, inBoth } from './holds.ts';

it.each(inBoth([V3, V4, V5, V6]))('%s: %s (%s)', async (_id, _title, precision, check) => {
  expect(await failing(check, precision)).toEqual([]);
}, 120_000);
