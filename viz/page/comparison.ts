import type { TaskRow } from './store.ts';
import { fateOf } from '../charts/resultsTable.ts';

type Method = 'field' | 'attention';

/** How many tasks both, one or none solved. Tasks without a score are left out. */
export function fates(tasks: readonly TaskRow[]): Record<'both' | 'field' | 'attention' | 'neither', number> {
  const count = { both: 0, field: 0, attention: 0, neither: 0 };
  for (const task of tasks) {
    const fate = fateOf(task);
    if (fate !== 'unknown') count[fate] += 1;
  }
  return count;
}

/** Share of all scored tasks that a method would have solved with at most so many CPU seconds for each: a staircase. */
export function solvedOverSeconds(tasks: readonly TaskRow[], method: Method): { seconds: number; share: number }[] {
  const scored = tasks.map((t) => t.methods[method]).filter((m) => m !== undefined && m.solved !== null && m.cpuSeconds !== null);
  const times = scored.filter((m) => m!.solved).map((m) => m!.cpuSeconds!).sort((a, b) => a - b);
  return [{ seconds: 0, share: 0 }, ...times.map((seconds, k) => ({ seconds, share: (k + 1) / scored.length }))];
}

/** Confidence and truth of the first attempts. */
export const trusted = (tasks: readonly TaskRow[], method: Method): { confidence: number; right: boolean }[] =>
  tasks.flatMap((t) => { const m = t.methods[method]; return m && m.firstSolved !== null && m.confidence !== null ? [{ confidence: m.confidence, right: m.firstSolved }] : []; });
