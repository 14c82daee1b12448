import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../src/runs/versions.ts';

const target = join(root, 'dist', 'viz');
/** What the page is made from; a change in one of these makes it anew. */
const sources = ['viz/page', 'viz/charts', 'viz/opening', 'viz/shapes.ts', 'viz/sound.ts', 'viz/algebra.ts', 'viz/vite.config.ts', 'src/field', 'src/oscillators', 'src/plasticity', 'src/solvers', 'src/runs', 'src/encoders', 'src/index.ts', 'package-lock.json'];

/** The folder of the built page where it stands and is no older than its sources. */
export function standingPage(digest = digestOf()): string | undefined {
  const stamp = join(target, 'made-from');
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === digest ? target : undefined;
}

/** The folder of the built page. Vite makes it where it is missing or older than its sources: about five seconds, once. */
export async function builtPage(say: (line: string) => void): Promise<string> {
  const digest = digestOf();
  if (standingPage(digest)) return target;
  say('Building the viewer page, once …');
  const { build } = await import('vite');
  const fresh = join(root, 'dist', `viz-${randomBytes(4).toString('hex')}`);
  mkdirSync(fresh, { recursive: true });
  try {
    await build({ configFile: join(root, 'viz', 'vite.config.ts'), logLevel: 'warn', build: { outDir: fresh, emptyOutDir: true } });
    writeFileSync(join(fresh, 'made-from'), digest);
    try {
      rmSync(target, { recursive: true, force: true });
      renameSync(fresh, target);
    } catch (error) {
      if (!standingPage(digest)) throw error; // another process was faster with the same page
    }
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  return target;
}

function digestOf(): string {
  const hash = createHash('sha256');
  const add = (path: string) => {
    for (const file of readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (file.isDirectory()) add(join(path, file.name));
      else hash.update(file.name).update(readFileSync(join(path, file.name)));
    }
  };
  for (const source of sources) {
    const path = join(root, source);
    if (!existsSync(path)) continue;
    if (/\.\w+$/.test(source)) hash.update(readFileSync(path));
    else add(path);
  }
  return hash.digest('hex');
}
