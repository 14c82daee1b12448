import { exactSenses } from '../test/oracles/exactSenses.ts';
import { fieldSenses } from '../src/encoders/fieldSenses.ts';
import type { Senses } from '../src/encoders/senses.ts';
import { allFrames } from '../src/solvers/grid/candidates.ts';
import { perceive } from '../src/solvers/grid/perceive.ts';
import { question } from '../src/tasks/question.ts';
import { readTasks } from '../src/tasks/read.ts';

/**
 * `npx tsx bench/sensesOnTasks.ts TASKS [every = 20] [backend]`: everything the grid solver asks of its senses on every n-th task,
 * put to the field and to the exact algorithms: answers that differ, and ms a task of each.
 */
const [path, every = '20', backend] = process.argv.slice(2);
if (!path) throw new TypeError('sensesOnTasks: no tasks given, expected a task file or folder. Run npx tsx bench/sensesOnTasks.ts TASKS.');
const field = fieldSenses({ backend, threads: false }), exact = exactSenses();
const tally: Record<string, { field: number; exact: number; calls: number; requests: number; differ: number }> = {};

/** Equal integers, and real numbers to 1e-3. */
function same(a: unknown, b: unknown): boolean {
  if (typeof a === 'number' && typeof b === 'number') return Math.abs(a - b) < 1e-3;
  if (typeof a !== 'object' || typeof b !== 'object' || !a || !b) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((k) => same((a as Record<string, unknown>)[k], (b as Record<string, unknown>)[k]));
}

type Method = (...heard: unknown[]) => Promise<unknown>;
const both = new Proxy(field, {
  get: (_, name: keyof Senses) => (name === 'backend' ? field.backend : async (...heard: unknown[]) => {
    const t0 = performance.now(), settled = await (field[name] as Method)(...heard);
    const t1 = performance.now(), truth = await (exact[name] as Method)(...heard);
    const t = (tally[name] ??= { field: 0, exact: 0, calls: 0, requests: 0, differ: 0 }), last = heard.at(-1);
    t.field += t1 - t0;
    t.exact += performance.now() - t1;
    t.calls++;
    t.requests += Array.isArray(last) ? last.length : 1;
    if (!same(settled, truth)) t.differ++;
    return settled;
  }),
}) as Senses;

let tasks = 0;
for (const task of Object.values(readTasks(path).tasks).filter((_, k) => k % Number(every) === 0)) {
  await allFrames(await perceive(question(task), both));
  tasks++;
}
if (tasks === 0) throw new RangeError(`sensesOnTasks: ${path} holds no task, expected ARC JSON. Check the path.`);
console.log(`${tasks} tasks on ${field.backend}`);
for (const [name, t] of Object.entries(tally))
  console.log(`${name.padEnd(13)} ${(t.field / tasks).toFixed(1).padStart(7)} ms a task, exact ${(t.exact / tasks).toFixed(1).padStart(6)}; ${(t.calls / tasks).toFixed(1)} calls, ${(t.requests / tasks).toFixed(1)} requests a task; ${t.differ} answers differ`);
const differ = Object.values(tally).reduce((n, t) => n + t.differ, 0);
console.log(differ ? `${differ} answers differ` : 'no answer differs');
process.exitCode = differ ? 1 : 0;
