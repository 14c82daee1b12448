import { expect, it } from 'vitest';
import { memory } from '../../src/validation/memory.ts';
import { invariants } from '../../src/validation/invariants.ts';
import { cuts } from '../../src/validation/cuts.ts';
import { noise } from '../../src/validation/noise.ts';
import { failing, inBoth } from './holds.ts';

it.each(inBoth([...memory, ...invariants, ...cuts, ...noise]))('%s: %s (%s)', async (_id, _title, precision, check) => {
  expect(await failing(check, precision)).toEqual([]);
}, 120_000);
