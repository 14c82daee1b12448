import { ottAntonsen } from '../../src/validation/ottAntonsen.ts';
import { prove } from './holds.ts';

prove(ottAntonsen);
