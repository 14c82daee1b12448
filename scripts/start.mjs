// npm start: installs what is missing, then `cymatic start` with the arguments given.
import { ensureInstalled, root } from './install.mjs';

ensureInstalled();
process.argv.splice(2, 0, 'start');
await import(`${root}bin/cymatic.mjs`);
