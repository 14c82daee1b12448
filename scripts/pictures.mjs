// npm run pictures [-- NAME…]: draws the pictures of README.md and docs/ anew, all or those named, each by one `cymatic view --shot`, from fixed
// seeds. Needs Chromium. Says of each whether its bytes are those of before. A second run draws the same bytes of operations, replay, laboratory,
// chimera, sudoku and scales. Not of task, task-dark and compare (CPU seconds are measured, and the attention net's answers depend on how much
// training fits into its seconds: draw them on a quiet machine), nor of learned and born (how much of the recording has been read when it is drawn).
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url)), pictures = join(root, 'docs/pictures'), most = 300_000;
const index = JSON.parse(readFileSync(join(root, 'tasks/index.json'), 'utf8')).tasks, shown = 'fill-enclosed-medium-1';
const tasks = index.filter(({ id }, k) => k % 4 === 0 || id === shown).map(({ id }) => id);

/** What pictures are drawn from: a run made by this command, whose folder gets this name; none; or `npx cymatic run validation --page`, which draws its own. */
const runs = {
  'shipped-tasks': ['solve', join(root, 'tasks'), '--method', 'both', '--seconds', '3', '--seed', '1', '--workers', '1', '--only', tasks.join(',')],
  'spiral-waves': ['simulate', 'stuart-landau', '--seed', '3', '--time', '60', '--quiet'],
  'learned-groups': ['simulate', 'learned-groups', '--seed', '1', '--quiet'],
  'learned-exclusions': ['simulate', 'learned-exclusions', '--seed', '1', '--quiet'],
};

/** Every picture that README.md and docs/ show. */
export const PICTURES = {
  'task.png': { of: 'shipped-tasks', at: `task/${shown}?t=0.9`, size: '1360x920' },
  'task-dark.png': { of: 'shipped-tasks', at: `task/${shown}?t=0.9`, size: '1360x920', dark: true },
  'settling.apng': { of: 'shipped-tasks', at: `task/${shown}`, size: '1360x920' },
  'compare.png': { of: 'shipped-tasks', at: 'compare', size: '1360x900' },
  'operations.png': { of: 'shipped-tasks', at: 'operations', size: '1360x860' },
  'replay.png': { of: 'spiral-waves', at: 'replay?t=40', figure: 'stuart-landau', size: '1360x900' },
  'learned.png': { of: 'learned-groups', at: 'replay?t=60', figure: 'learned-groups', size: '1360x1300' },
  'born.png': { of: 'learned-exclusions', at: 'replay?t=176.5', figure: 'learned-exclusions', size: '1360x1300' },
  'laboratory.png': { of: 'none', at: 'laboratory?preset=spirals&seed=3&frames=300', size: '1360x1040' },
  'chimera.png': { of: 'none', at: 'laboratory?preset=chimera&seed=1&frames=500', size: '1360x892' },
  'sudoku.png': { of: 'none', at: 'laboratory?preset=sudoku&seed=1&frames=30', size: '1360x820' },
  'scales.png': { of: 'none', at: 'charts', figure: 'Scales', size: '1360x900' },
  ...Object.fromEntries(['beat', 'chimera', 'hopf', 'order', 'transient', 'twisted'].map((name) => [`validation-${name}.svg`, { of: 'validation' }])),
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const asked = process.argv.slice(2), unknown = asked.filter((name) => !Object.hasOwn(PICTURES, name));
  if (unknown.length > 0) {
    console.error(`pictures: no picture is called ${unknown.join(', ')}, expected ${Object.keys(PICTURES).join(', ')}. Name one of these, or none for all.`);
    process.exit(2);
  }
  draw(asked.length > 0 ? asked : Object.keys(PICTURES));
}

function draw(names) {
  const work = mkdtempSync(join(tmpdir(), 'cymatic-pictures-')), made = {};
  const cymatic = (args, cwd) => execFileSync(process.execPath, [join(root, 'bin/cymatic.mjs'), ...args], { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
  /** The folder of a run, made when a picture first needs it, and never again. */
  const runOf = (of) => {
    if (made[of] === undefined) {
      const place = join(work, of);
      mkdirSync(place);
      cymatic(runs[of], place);
      made[of] = join(place, 'runs', of);
      renameSync(join(place, 'runs', readdirSync(join(place, 'runs'))[0]), made[of]); // a page names the folder: without the time of day
    }
    return [made[of]];
  };
  mkdirSync(pictures, { recursive: true });
  try {
    let validated = false;
    const large = [];
    for (const name of names) {
      const { of, at, size, figure, dark } = PICTURES[name], file = join(pictures, name), before = existsSync(file) ? readFileSync(file) : undefined;
      if (of !== 'validation') cymatic(['view', ...(of === 'none' ? [] : runOf(of)), '--shot', file, '--at', at, '--size', size, '--scale', '1', ...(figure ? ['--figure', figure] : []), ...(dark ? ['--dark'] : [])], work);
      else if (!validated) {
        cymatic(['run', 'validation', '--page'], work);
        validated = true;
      }
      const drawn = readFileSync(file);
      console.log(`${name.padEnd(26)} ${(drawn.length / 1e3).toFixed(0).padStart(4)} kB  ${before === undefined ? 'new' : before.equals(drawn) ? 'same bytes' : 'changed'}`);
      if (drawn.length > most) large.push(name);
    }
    if (large.length > 0) throw new Error(`pictures: ${large.join(', ')} took more than ${most} bytes, expected at most these. Draw them smaller.`);
  } finally {
    rmSync(work, { recursive: true });
  }
}
