import { theorems } from './theorems.ts';

theorems(['V3', 'V4', 'V5', 'V6']);
