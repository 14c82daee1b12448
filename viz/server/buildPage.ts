// Builds the page and tells where it is: started by buildApart.ts.
import { builtPage } from './build.ts';

process.on('SIGINT', () => undefined); // Ctrl-C reaches the whole group; who started this decides.
process.on('disconnect', () => process.exit(1));

const page = await builtPage(() => undefined);
process.send!({ page }, () => process.exit(0));
