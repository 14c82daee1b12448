import { breathe, breathIsDue } from './breath.ts';
import type { Arrays } from './plan.ts';
import type { Run } from './run.ts';

/** Site steps for which cpu and webasm may hold the thread without a breath: 20 to 150 ms. */
const HELD = 2 ** 17;

/** Steps of one launch: `most`, halved while it would hold the thread for too long. A GPU works beside the thread. */
export function launchOf({ layout, report }: Pick<Run, 'layout' | 'report'>, most: number): number {
  if (!['cpu', 'webasm'].includes(report().backend)) return most;
  let steps = most;
  while (steps > 1 && steps * layout.padded > HELD) steps = Math.ceil(steps / 2);
  return steps;
}

/** So many steps, in launches of at most 32, with a breath wherever one is due; fewer where `signal` ended it. Time in the equations begins anew with each launch. */
export async function launched(run: Run, from: Arrays, steps: number, signal?: AbortSignal): Promise<{ state: Arrays; steps: number }> {
  const most = launchOf(run, 32);
  let state = from, done = 0;
  while (done < steps && !(done > 0 && signal?.aborted)) {
    const now = Math.min(most, steps - done);
    ({ state } = await run.advance(state, now));
    done += now;
    if (breathIsDue()) await breathe();
  }
  return { state, steps: done };
}
