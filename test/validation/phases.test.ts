import { theorems } from './theorems.ts';

theorems(['V1', 'V2', 'V3', 'V4', 'V5', 'V6']);
