import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import { tryPlace } from '../runs/files.ts';
import { Trouble } from '../runs/trouble.ts';
import { interruptible, whole, type Shell } from './shell.ts';

interface Options { port?: number; shot?: string; at: string; size: [number, number]; scale: number; dark?: boolean; whole?: boolean }

export function addView(program: Command, shell: Shell): void {
  program.command('view')
    .summary('see a run in the browser: tasks, gates, answers settling; and a live laboratory')
    .description('Serves the viewer of one run on this machine only, until Ctrl-C. Open the printed address.')
    .argument('[run]', 'a run folder, or its name in runs/ (default: the newest)')
    .option('--port <n>', 'port to listen on (default: a free one)', whole(1, 65_535))
    .option('--shot <file>', 'write a picture (PNG) of the page and end')
    .option('--at <place>', 'page of the picture: task/ID, compare, operations, laboratory, charts', '')
    .option('--size <wxh>', 'size of the picture in points', size, [1360, 900] as [number, number])
    .option('--scale <n>', 'pixels a point', whole(1, 4), 2)
    .option('--whole', 'the whole page, however long')
    .option('--dark', 'dark page')
    .action((run: string | undefined, options: Options) => view(shell, run, options));
}

async function view(shell: Shell, asked: string | undefined, options: Options): Promise<void> {
  const run = findRun(resolve(shell.cwd, 'runs'), shell.cwd, asked);
  const picture = options.shot === undefined ? undefined : resolve(shell.cwd, options.shot);
  if (picture !== undefined) {
    if (!picture.endsWith('.png')) throw new Trouble(`--shot ${options.shot}: expected a name that ends in .png.`);
    tryPlace(picture);
  }
  const [{ builtPage }, { startViewer }] = await Promise.all([import('../../viz/server/build.ts'), import('../../viz/server/server.ts')]);
  const page = await builtPage(shell.err);
  const viewer = await startViewer({ page, run, shipped: shell.tasks, port: options.port }).catch((error: NodeJS.ErrnoException) => {
    throw new Trouble(error.code === 'EADDRINUSE' ? `--port ${options.port}: another program listens there, expected a free port. Choose another one, or leave it out.`
      : error.code === 'EACCES' ? `--port ${options.port}: not permitted, expected a port from 1024. Choose another one, or leave it out.` : `view: the server cannot start (${error.message}).`);
  });
  try {
    if (picture !== undefined) {
      const { shoot } = await import('../../viz/server/shot.ts');
      const [width, height] = options.size, [place, query] = options.at.split('?');
      await shoot({ url: `${viewer.url}#/${place}?still${query ? `&${query}` : ''}`, file: picture, width, height, scale: options.scale, dark: options.dark === true, whole: options.whole === true });
      shell.out(`${picture} written`);
      return;
    }
    const { signal, release } = interruptible(); // before anybody is told of Ctrl-C
    shell.out(run === null ? 'No run is here yet: the laboratory is open all the same. Make a run: npm start' : `Showing ${relative(shell.cwd, run) || run}`);
    shell.out(`Open ${viewer.url} in a browser on this machine. Ctrl-C ends it.`);
    await new Promise<void>((done) => signal.addEventListener('abort', () => done()));
    release();
  } finally {
    await viewer.close();
  }
}

/** The run that was named, else the newest of the folder, else null. */
function findRun(runs: string, cwd: string, asked: string | undefined): string | null {
  if (asked !== undefined) {
    const path = [resolve(cwd, asked), join(runs, asked)].find((p) => existsSync(p));
    if (path === undefined) throw new Trouble(`view ${asked}: no such folder, expected a run. See the folders in ${runs}.`);
    if (!statSync(path).isDirectory()) throw new Trouble(`view ${asked}: it is a file, expected the folder of a run. Name the folder.`);
    if (!['run.json', 'answers.jsonl', 'results.parquet'].some((file) => existsSync(join(path, file)))) throw new Trouble(`view ${asked}: no run is in this folder, expected run.json and answers.jsonl. See the folders in ${runs}.`);
    return path;
  }
  if (!existsSync(runs)) return null;
  const all = readdirSync(runs).filter((name) => existsSync(join(runs, name, 'answers.jsonl'))).sort();
  return all.length > 0 ? join(runs, all[all.length - 1]) : null;
}

function size(text: string): [number, number] {
  const [, width, height] = /^(\d{3,4})x(\d{3,4})$/.exec(text) ?? [];
  if (!height) throw new InvalidArgumentError('Expected a size like 1360x900.');
  return [Number(width), Number(height)];
}
