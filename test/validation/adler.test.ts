import { adler } from '../../src/validation/adler.ts';
import { prove } from './holds.ts';

prove(adler);
