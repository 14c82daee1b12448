// npm run pictures: draws docs/pictures anew, from fixed seeds. Needs Chromium. The field's answers depend on the seed alone; the attention
// net's depend on how much training fits into its seconds, so its part of a picture may differ from machine to machine.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { register } from 'tsx/esm/api';

const root = fileURLToPath(new URL('../', import.meta.url)), pictures = join(root, 'docs/pictures'), work = mkdtempSync(join(tmpdir(), 'cymatic-pictures-'));
const most = 300_000;
const index = JSON.parse(readFileSync(join(root, 'tasks/index.json'), 'utf8')).tasks;
const tasks = index.filter((_, k) => k % 3 === 0 || index[k].id === 'fill-enclosed-medium-1').map((t) => t.id);
const cymatic = (...args) => execFileSync(process.execPath, [join(root, 'bin/cymatic.mjs'), ...args], { cwd: work, stdio: ['ignore', 'ignore', 'inherit'] });

register();
mkdirSync(pictures, { recursive: true });
try {
  const given = process.argv[2];
  if (given === undefined) cymatic('solve', join(root, 'tasks'), '--method', 'both', '--seconds', '3', '--seed', '1', '--workers', '1', '--only', tasks.join(','));
  const run = given ?? join(work, 'runs', readdirSync(join(work, 'runs'))[0]);
  const shot = (name, at, ...options) => cymatic('view', run, '--shot', join(pictures, `${name}.png`), '--at', at, ...options);
  shot('task', 'task/fill-enclosed-medium-1?t=0.9', '--size', '1360x920', '--scale', '1');
  shot('task-dark', 'task/fill-enclosed-medium-1?t=0.9', '--size', '1360x920', '--scale', '1', '--dark');
  shot('laboratory', 'laboratory?preset=spirals&seed=3&frames=300', '--size', '1360x900', '--scale', '1');
  shot('chimera', 'laboratory?preset=chimera&seed=1&frames=500', '--size', '1360x1060', '--scale', '1');
  shot('sudoku', 'laboratory?preset=sudoku&seed=1&frames=30', '--size', '1360x820', '--scale', '1');
  shot('compare', 'compare', '--size', '1360x900', '--scale', '1');
  shot('operations', 'operations', '--size', '1360x860', '--scale', '1');
  await settling(run, 'fill-enclosed-medium-1');
} finally {
  rmSync(work, { recursive: true });
}
for (const name of readdirSync(pictures)) {
  const { size } = statSync(join(pictures, name));
  console.log(`${name.padEnd(18)} ${(size / 1e3).toFixed(0).padStart(4)} kB`);
  if (size > most) throw new Error(`pictures: ${name} takes ${size} bytes, expected at most ${most}. Draw it smaller.`);
}

/** One task's settling as an SVG that moves by itself. */
async function settling(run, id) {
  const [{ resettle }, { settlingText }] = await Promise.all([import('../viz/page/settling.ts'), import('../viz/page/settlingPicture.ts')]);
  const lines = readFileSync(join(run, 'answers.jsonl'), 'utf8').trim().split('\n').map((line) => JSON.parse(line));
  const { explanation } = lines.find((a) => a.id === id && a.method === 'field'), task = JSON.parse(readFileSync(join(root, 'tasks', `${id}.json`), 'utf8'));
  writeFileSync(join(pictures, 'settling.svg'), settlingText(await resettle(explanation.tests[0], task.test[0].input)));
}
