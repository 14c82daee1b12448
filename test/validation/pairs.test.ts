import { expect, it } from 'vitest';
import { stuartLandau } from '../../src/validation/stuartLandau.ts';
import { chimera } from '../../src/validation/chimera.ts';
import { delay } from '../../src/validation/delay.ts';
import { failing, inBoth } from './holds.ts';

it.each(inBoth([...stuartLandau, ...chimera, ...delay]))('%s: %s (%s)', async (_id, _title, precision, check) => {
  expect(await failing(check, precision)).toEqual([]);
}, 120_000);
