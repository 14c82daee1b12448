import { fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { setPriority } from 'node:os';
import { fileURLToPath, pathToFileURL } from 'node:url';

/**
 * Builds the page in a process of its own, a little below the priority of the field, so that this one answers meanwhile. Resolves with the page's folder;
 * rejects with one line that says why there is none.
 */
export function buildApart(): Promise<string> {
  const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  const child = fork(fileURLToPath(new URL('./buildPage.ts', import.meta.url)), [], { execArgv: ['--import', loader], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  const stop = () => void child.kill();
  process.once('exit', stop);
  for (const held of [child, child.channel, child.stderr as unknown as { unref?(): void }]) held?.unref?.(); // who ends before the page stands does not wait for it
  let last = '', page: string | undefined;
  child.stderr!.setEncoding('utf8').on('data', (text: string) => { last = (last + text).slice(-2000); });
  child.on('message', (told: { page: string }) => { page = told.page; });
  return new Promise<string>((resolve, reject) => {
    child.on('spawn', () => {
      try {
        setPriority(child.pid!, 4);
      } catch { /* a system that does not let us builds at the same priority */ }
    });
    child.on('error', reject);
    child.on('close', (code) => (page === undefined ? reject(new Error(last.split('\n').find((line) => /error/i.test(line))?.trim() || `the build ended with ${code}`)) : resolve(page)));
  }).finally(() => process.off('exit', stop));
}
