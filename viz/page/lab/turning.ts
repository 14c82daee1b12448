import { frequencyClusters } from '../../../src/index.ts';

/** Moments that are remembered, units of time that a mean needs at least, and that a cluster does. */
const MARKS = 64, LEAST = 4, TOLD_FROM = 10;
/** Sites that drift apart by no more than this while they are watched turn as one, radians. */
export const TOGETHER = 0.5;
const TAU = 2 * Math.PI;

/**
 * How far every site has turned. The mean frequency Ω_i = (θ_i(t) − θ_i(t − T))/T is taken over the last half T of the time since something was
 * changed: what the change stirred up dies down in the first half, and whoever waits learns Ω more sharply. Sites turn as one where over T they
 * drift apart by at most half a radian, max Ω − min Ω ≤ ½/T: of sites that are not coupled ever fewer, as T grows.
 */
export class Turning {
  private readonly turned: Float64Array;
  private marks: { time: number; turned: Float64Array }[];
  private apart = 0;

  /** `since`: the time at which something was changed last. */
  constructor(sites: number, private now = 0, private since = now) {
    this.turned = new Float64Array(sites);
    this.marks = [{ time: now, turned: this.turned.slice() }];
  }

  /**
   * A launch ended at a time: phases before and after it, and where it is known about how far each turned (else the short way; exact while that
   * is within half a turn of it).
   */
  add(time: number, before: ArrayLike<number>, after: ArrayLike<number>, about?: ArrayLike<number>): void {
    const { turned } = this;
    for (let i = 0; i < turned.length; i++) {
      const guess = about === undefined ? 0 : about[i], rest = after[i] - before[i] - guess;
      turned[i] += guess + rest - TAU * Math.round(rest / TAU);
    }
    const span = time - this.now;
    this.now = time;
    if (time - this.marks[this.marks.length - 1].time < this.apart - span / 2) return;
    this.marks.push({ time, turned: turned.slice() });
    if (this.marks.length <= MARKS) return;
    this.marks = this.marks.filter((_, k) => k % 2 === 0);
    this.apart = 2 * Math.max(this.apart, span);
  }

  /** Something was changed: what was seen before says little about what comes. */
  changed(): void {
    this.since = this.now;
  }

  /** Mean frequencies, rad per unit of time, and the time T over which they were taken. */
  mean(): { frequency: Float64Array; time: number } {
    const { now, since, turned } = this, from = Math.min((since + now) / 2, now - LEAST), mark = this.marks.findLast(({ time }) => time <= from) ?? this.marks[0], time = now - mark.time;
    return { frequency: turned.map((angle, i) => (time > 0 ? (angle - mark.turned[i]) / time : 0)), time };
  }

  /** The most sites that turn as one, and the time over which that was seen; undefined so soon after a change that it cannot be told. */
  largest(): { sites: number; time: number } | undefined {
    const { frequency, time } = this.mean();
    if ((this.now - this.since) / 2 < TOLD_FROM) return undefined;
    const { sizes, largest } = frequencyClusters(frequency.filter(Number.isFinite), TOGETHER / time);
    return { sites: largest < 0 ? 0 : sizes[largest], time };
  }
}
