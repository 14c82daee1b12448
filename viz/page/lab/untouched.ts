/**
 * Whether a field still is where its start leads by itself, and after how many launches. Its start and its noise come from the seed, so that as
 * many launches of as many steps bring it back exactly, on the same backend.
 */
export class Untouched {
  private launches = 0;
  private steps = 0;
  private lost = false;

  /** A launch of so many steps was made. */
  launched(steps: number): void {
    this.lost ||= this.launches > 0 && steps !== this.steps;
    this.steps = steps;
    this.launches += 1;
  }

  /** Other parameters, links or equations hold from now on: no matter before the first launch. */
  changed(): void {
    this.lost ||= this.launches > 0;
  }

  /** Somebody moved the state itself. */
  touched(): void {
    this.lost = true;
  }

  /** It went back to a time, in steps of dt. */
  back(time: number, dt: number): void {
    if (this.launches > 0) this.launches = Math.round(time / (this.steps * dt));
  }

  /** Launches of so many steps that lead here from the start; undefined where that does not. */
  after(steps: number): number | undefined {
    return this.lost || (this.launches > 0 && steps !== this.steps) ? undefined : this.launches;
  }
}
