import type { Shell } from './shell.ts';

/** A run that is watched while it is written: where the page is, how it is told what happens now, when the whole page stands, and what ends its server. */
export interface LiveViewer { url: string; tell(event: { kind: string; id?: string; method?: string; [more: string]: unknown }): void; built: Promise<unknown>; close(): Promise<void> }

/**
 * Serves the viewer of one run folder on this machine, at once: a page that is not built yet is built beside it, and the opening page stands until
 * then. Where no viewer can be had, one line says why and the run goes on without it.
 */
export async function liveViewer(shell: Shell, run: string): Promise<LiveViewer | undefined> {
  try {
    const [{ standingPage }, { startViewer }] = await Promise.all([import('../../viz/server/build.ts'), import('../../viz/server/server.ts')]);
    const page = standingPage() ?? (await import('../../viz/server/buildApart.ts')).buildApart(), viewer = await startViewer({ page, run, shipped: shell.tasks, live: true });
    const built = Promise.resolve(page).catch((error: Error) => shell.err(`The viewer page cannot be built (${error.message.split('\n')[0]}), expected it to be made by Vite. The opening page goes on; the tasks are solved all the same.`));
    return { url: viewer.url, tell: viewer.tell, built, close: viewer.close };
  } catch (error) {
    shell.err(`The viewer cannot be opened (${(error as Error).message.split('\n')[0]}), expected a page to watch. The tasks are solved without it; later: npx cymatic view`);
    return undefined;
  }
}
