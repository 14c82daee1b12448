import { graphs } from '../../src/validation/graphs.ts';
import { prove } from './holds.ts';

prove(graphs);
