// The command line with the fake solver in place of the real ones: npx tsx test/cli/cymaticWithFake.ts solve …
import { main } from '../../src/cli/main.ts';
import { processShell } from '../../src/cli/shell.ts';

process.exitCode = await main(process.argv.slice(2), { ...processShell(), solver: new URL('./fakeSolver.ts', import.meta.url).href });
