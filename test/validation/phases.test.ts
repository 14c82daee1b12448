import { V3, V4, V5, V6 } from '../../src/validation/onset.ts';
import { prove } from './holds.ts';

prove([V3, V4, V5, V6]);
