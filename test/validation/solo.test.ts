import { expect, it } from 'vitest';
import { excitable } from '../../src/validation/excitable.ts';
import { order } from '../../src/validation/order.ts';
import { readings } from '../../src/validation/readings.ts';
import { failing, inBoth } from './holds.ts';

it.each(inBoth([...excitable, ...order, ...readings]))('%s: %s (%s)', async (_id, _title, precision, check) => {
  expect(await failing(check, precision)).toEqual([]);
}, 120_000);
