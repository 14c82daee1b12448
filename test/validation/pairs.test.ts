import { stuartLandau } from '../../src/validation/stuartLandau.ts';
import { chimera } from '../../src/validation/chimera.ts';
import { delay } from '../../src/validation/delay.ts';
import { prove } from './holds.ts';

prove([...stuartLandau, ...chimera, ...delay]);
