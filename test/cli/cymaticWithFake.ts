// The command line with the fake solver in place of the real ones: npx tsx test/cli/cymaticWithFake.ts solve …
import { fileURLToPath } from 'node:url';
import { main } from '../../src/cli/main.ts';
import { processShell } from '../../src/cli/shell.ts';

process.exitCode = await main(process.argv.slice(2), { ...processShell(), solver: new URL('./fakeSolver.ts', import.meta.url).href, experiments: fileURLToPath(new URL('./experiments/', import.meta.url)) });
