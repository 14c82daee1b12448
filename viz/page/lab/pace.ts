/** How much the newest of what was counted weighs: about the last ten are heard. */
const NEWEST = 0.1;

/**
 * A speed as it is now: what was done over the time that it took, both fading by a tenth with each new count. It is right from the first count on,
 * and forgets what was measured under other circumstances when told to. The first count after that is left out as soon as there is a second: it
 * built the kernels.
 */
export class Pace {
  private done = 0;
  private seconds = 0;
  private counts = 0;

  add(done: number, milliseconds: number): void {
    if (++this.counts === 2) this.done = this.seconds = 0;
    this.done = (1 - NEWEST) * this.done + done;
    this.seconds = (1 - NEWEST) * this.seconds + Math.max(0.1, milliseconds) / 1e3;
  }

  forget(): void {
    this.done = this.seconds = this.counts = 0;
  }

  /** Per second; 0 where nothing was counted. */
  get now(): number {
    return this.seconds > 0 ? this.done / this.seconds : 0;
  }
}
