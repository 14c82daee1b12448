import { existsSync, readdirSync, statSync } from 'node:fs';
import { extname, join, relative, resolve } from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import { tryPlace } from '../runs/files.ts';
import { Trouble } from '../runs/trouble.ts';
import { interruptible, whole, type Shell } from './shell.ts';

interface Options { port?: number; shot?: string; at: string; size: [number, number]; scale: number; dark?: boolean; whole?: boolean; figure: string }

export function addView(program: Command, shell: Shell): void {
  program.command('view')
    .summary('see runs in the browser: tasks, gates, answers settling, replay; and a live laboratory')
    .description('Serves the viewer of these runs on this machine only, until Ctrl-C. Open the printed address.')
    .argument('[runs...]', 'run folders, their names in runs/, or a folder of runs; the first opens (default: the newest, the others of runs/ are listed)')
    .option('--port <n>', 'port to listen on (default: a free one)', whole(1, 65_535))
    .option('--shot <file>', 'write a picture of the page and end: .png, .svg, or .apng of a task that settles')
    .option('--at <place>', 'page of the picture: task/ID, replay?runs=NAME, compare, operations, laboratory, charts', '')
    .option('--figure <title>', 'only this figure of the page: how its title begins', '')
    .option('--size <wxh>', 'size of the picture in points', size, [1360, 900] as [number, number])
    .option('--scale <n>', 'pixels a point', whole(1, 4), 2)
    .option('--whole', 'the whole page, however long')
    .option('--dark', 'dark page')
    .action((runs: string[], options: Options) => view(shell, runs, options));
}

async function view(shell: Shell, asked: string[], options: Options): Promise<void> {
  const runs = resolve(shell.cwd, 'runs'), [run = null, ...others] = findRuns(runs, shell.cwd, asked);
  const picture = options.shot === undefined ? undefined : resolve(shell.cwd, options.shot);
  if (picture !== undefined) {
    const { SHOTS } = await import('../../viz/server/shot.ts');
    if (!SHOTS.includes(extname(picture))) throw new Trouble(`--shot ${options.shot}: expected a name that ends in ${SHOTS.join(', ')}.`);
    tryPlace(picture);
  }
  const [{ builtPage }, { startViewer }] = await Promise.all([import('../../viz/server/build.ts'), import('../../viz/server/server.ts')]);
  const page = await builtPage(shell.err);
  const viewer = await startViewer({ page, run, others, look: () => nowIn(runs, shell.cwd, asked), shipped: shell.tasks, port: options.port }).catch((error: NodeJS.ErrnoException) => {
    throw new Trouble(error.code === 'EADDRINUSE' ? `--port ${options.port}: another program listens there, expected a free port. Choose another one, or leave it out.`
      : error.code === 'EACCES' ? `--port ${options.port}: not permitted, expected a port from 1024. Choose another one, or leave it out.` : `view: the server cannot start (${error.message}).`);
  });
  try {
    if (picture !== undefined) {
      const { shoot } = await import('../../viz/server/shot.ts');
      const [width, height] = options.size, [place, query] = options.at.split('?');
      await shoot({ url: `${viewer.url}#/${place}?still${query ? `&${query}` : ''}`, file: picture, width, height, scale: options.scale, dark: options.dark === true, whole: options.whole === true, figure: options.figure });
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

/** The runs that were named (a folder of runs names all of its own), else all of `runs/`; newest first. */
function findRuns(runs: string, cwd: string, asked: readonly string[]): string[] {
  if (asked.length === 0) return runsIn(runs);
  return asked.flatMap((name) => {
    const path = [resolve(cwd, name), join(runs, name)].find((p) => existsSync(p));
    if (path === undefined) throw new Trouble(`view ${name}: no such folder, expected a run. See the folders in ${runs}.`);
    if (!statSync(path).isDirectory()) throw new Trouble(`view ${name}: it is a file, expected the folder of a run. Name the folder.`);
    if (isRun(path)) return [path];
    const inside = runsIn(path);
    if (inside.length === 0) throw new Trouble(`view ${name}: no run is in this folder, expected run.json and answers.jsonl or field.zarr. See the folders in ${runs}.`);
    return inside;
  });
}

/** The runs that are there by now: of folders of runs also those that came since, and those that have just begun. */
function nowIn(runs: string, cwd: string, asked: readonly string[]): string[] {
  const begun = (folder: string) => (existsSync(folder) ? readdirSync(folder).filter((name) => existsSync(join(folder, name, 'run.json'))).map((name) => join(folder, name)) : []);
  const all = (folder: string) => [...new Set([...begun(folder), ...runsIn(folder)])].sort().reverse();
  if (asked.length === 0) return all(runs);
  return asked.flatMap((name) => {
    const path = [resolve(cwd, name), join(runs, name)].find((p) => existsSync(p));
    return path === undefined ? [] : isRun(path) ? [path] : all(path);
  });
}

const isRun = (path: string): boolean => ['run.json', 'answers.jsonl', 'results.parquet', 'field.zarr'].some((file) => existsSync(join(path, file)));

function runsIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const shows = (name: string) => ['answers.jsonl', 'field.zarr'].some((file) => existsSync(join(folder, name, file)));
  return readdirSync(folder).filter(shows).sort().reverse().map((name) => join(folder, name));
}

function size(text: string): [number, number] {
  const [, width, height] = /^(\d{3,4})x(\d{3,4})$/.exec(text) ?? [];
  if (!height) throw new InvalidArgumentError('Expected a size like 1360x900.');
  return [Number(width), Number(height)];
}
