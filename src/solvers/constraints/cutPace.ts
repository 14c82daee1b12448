/** Steps of a machine from one part 0 … 1 of its ramp to another; `fresh` where a new ramp begins with them. */
export interface Burst {
  steps: number;
  from: number;
  to: number;
  fresh: boolean;
}

/** How a machine likes to be paced. */
export interface Ramps {
  /** Steps of a ramp, fewer where the time would end before; absent: ramps as long as the time or the steps allow. */
  ramp?: number;
  /** Paced by the clock without `ramp`: seconds of the first ramp, each further one twice as long. */
  first: number;
  /** Paced by steps without `ramp`: how many ramps share them evenly. */
  parts: number;
  /** Steps of a burst, and by the clock the least. Default by steps: 1 to 64, so that temperatures held over a burst still follow the ramp. */
  burst?: number;
}

/** The parameters of a burst are held at their mean: this often at least they move along a ramp, and so many steps at most lie between. */
const MOVES = 4096, LONGEST = 64;

/** So many steps in all, whatever the clock says: the same bursts on every machine. */
export function* bySteps(total: number, { ramp, parts, burst: asked }: Ramps): Generator<Burst> {
  const ramps = ramp === undefined ? Math.min(parts, total) : Math.max(1, Math.round(total / ramp));
  for (let k = 0; k < ramps; k++) {
    const length = Math.floor(((k + 1) * total) / ramps) - Math.floor((k * total) / ramps), burst = asked ?? Math.min(LONGEST, Math.max(1, Math.floor(length / MOVES)));
    for (let done = 0; done < length;) {
      const steps = Math.min(burst, length - done);
      yield { steps, from: done / length, to: (done + steps) / length, fresh: k > 0 && done === 0 };
      done += steps;
    }
  }
}

/** A burst between two looks at the clock takes about this long, seconds. */
const BURST = 0.006;

/**
 * Until the seconds are spent by `now()`, which starts at 0. Without `ramp` a machine ramps with the time that has passed, since slower ramps end in
 * better cuts. With `ramp` its part moves with the steps, but faster where it would not end in time. Steps and cut depend on the speed of the machine.
 */
export function* byClock(now: () => number, seconds: number, { ramp, first, burst: least = 1 }: Ramps): Generator<Burst> {
  const ends = rampEnds(seconds, first);
  let burst = Math.max(16, least), at = now();
  for (let fresh = false; at < seconds; fresh = true) {
    const began = at, end = ends.shift() ?? seconds;
    for (let progress = 0, begins = fresh; progress < 1 && at < seconds; begins = false) {
      const steps = ramp === undefined ? burst : Math.min(burst, Math.max(1, Math.ceil((1 - progress) * ramp))), to = ramp === undefined ? progress : Math.min(1, progress + steps / ramp);
      yield { steps, from: progress, to, fresh: begins };
      const later = now(), took = later - at;
      burst = took < BURST / 2 ? 2 * burst : took > 2 * BURST && burst > least ? burst >> 1 : burst;
      at = later;
      progress = ramp === undefined ? Math.min(1, (at - began) / (end - began)) : Math.max(to, Math.min(1, (at - began) / (seconds - began)));
    }
  }
}

/** Seconds at which ramps end: each is twice as long as the one before; the last takes what is left if that is less than one and a half. */
function rampEnds(seconds: number, first: number): number[] {
  const ends: number[] = [];
  for (let end = 0, length = first; end < seconds; length *= 2) ends.push(end = seconds - end < 1.5 * length ? seconds : end + length);
  return ends;
}
