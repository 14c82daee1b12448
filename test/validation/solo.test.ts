import { excitable } from '../../src/validation/excitable.ts';
import { order } from '../../src/validation/order.ts';
import { readings } from '../../src/validation/readings.ts';
import { prove } from './holds.ts';

prove([...excitable, ...order, ...readings]);
