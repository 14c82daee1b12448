import type { TaskRow } from './store.ts';
import { fateOf } from '../charts/resultsTable.ts';

type Method = 'field' | 'attention';

/** The tasks that every one of these methods has tried and whose truth is known: what was given up counts as tried. Only over these are methods compared. */
export const compared = (tasks: readonly TaskRow[], methods: readonly Method[]): TaskRow[] => tasks.filter((t) => fateOf(t, methods) !== 'unknown');

/** How many of them both, one or none solved. */
export function fates(tasks: readonly TaskRow[], methods: readonly Method[]): Record<'both' | 'field' | 'attention' | 'neither', number> {
  const count = { both: 0, field: 0, attention: 0, neither: 0 };
  for (const task of tasks) {
    const fate = fateOf(task, methods);
    if (fate !== 'unknown') count[fate] += 1;
  }
  return count;
}

/** Share of the tasks that a method would have solved with at most so many CPU seconds for each: a staircase. */
export function solvedOverSeconds(tasks: readonly TaskRow[], method: Method): { seconds: number; share: number }[] {
  const times = tasks.flatMap((t) => { const m = t.methods[method]; return m?.solved && m.cpuSeconds !== null ? [m.cpuSeconds] : []; }).sort((a, b) => a - b);
  return [{ seconds: 0, share: 0 }, ...times.map((seconds, k) => ({ seconds, share: (k + 1) / tasks.length }))];
}

/** Confidence and truth of the first attempts. What was given up is trusted by nobody and left out. */
export const trusted = (tasks: readonly TaskRow[], method: Method): { confidence: number; right: boolean }[] =>
  tasks.flatMap((t) => { const m = t.methods[method]; return m && m.failed === undefined && m.firstSolved !== null && m.confidence !== null ? [{ confidence: m.confidence, right: m.firstSolved }] : []; });
