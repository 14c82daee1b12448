// Installs what the lock file names, where node_modules is missing or differs from it. Plain JS: it runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../', import.meta.url));
const oldestNode = 20;

/** Ends the process with exit code 2 and one line where Node is too old or the packages cannot be had. */
export function ensureInstalled() {
  const [major] = process.versions.node.split('.');
  if (Number(major) < oldestNode) end(`Node ${process.versions.node} came, expected ${oldestNode} or newer. Get it from nodejs.org or your distribution.`);
  const why = stale();
  if (why === undefined) return;
  console.error(`cymatic: ${why}: installing what package-lock.json names (npm ci), about 20 s …`);
  const { status, error } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
  if (error) end(`npm cannot be started (${error.code}), expected it beside Node. Install npm.`);
  if (status !== 0) end('the packages could not be installed, npm says why above. Connect to the internet and try again.');
}

/** Why the installed packages are not those of the lock file, or undefined where they are. */
function stale() {
  const installed = `${root}node_modules/.package-lock.json`;
  if (!existsSync(installed)) return 'node_modules is missing';
  const read = (path) => JSON.parse(readFileSync(path, 'utf8')).packages;
  let here;
  try {
    here = read(installed);
  } catch {
    return 'node_modules is broken';
  }
  for (const [path, { version, optional, link }] of Object.entries(read(`${root}package-lock.json`))) {
    if (path === '' || link || (optional && !here[path])) continue;
    if (here[path]?.version !== version) return `${path} is not ${version}`;
  }
  return undefined;
}

function end(message) {
  console.error(`cymatic: ${message}`);
  process.exit(2);
}
