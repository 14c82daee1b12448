import type { Shell } from './shell.ts';

/** A run that is watched while it is written: where the page is, and what ends its server. */
export interface LiveViewer { url: string; close(): Promise<void> }

/** Serves the viewer of one run folder on this machine. Where that cannot be had, one line says why and the run goes on without it. */
export async function liveViewer(shell: Shell, run: string): Promise<LiveViewer | undefined> {
  try {
    const [{ builtPage }, { startViewer }] = await Promise.all([import('../../viz/server/build.ts'), import('../../viz/server/server.ts')]);
    return await startViewer({ page: await builtPage(shell.err), run, shipped: shell.tasks });
  } catch (error) {
    shell.err(`The viewer cannot be opened (${(error as Error).message.split('\n')[0]}), expected a page to watch. The tasks are solved without it; later: npx cymatic view`);
    return undefined;
  }
}
