import { learning } from '../../src/validation/learning.ts';
import { prove } from './holds.ts';

prove(learning);
