const MILLISECONDS = 20;
let last = performance.now();

/**
 * Whether timers, signals and input have waited long. Counted over the whole process: many short settlings one after the other, each
 * awaited without a pause, would otherwise shut out Ctrl-C together.
 */
export const breathIsDue = (): boolean => performance.now() - last > MILLISECONDS;

/** Lets timers, signals and input through. */
export async function breathe(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve));
  last = performance.now();
}

/** Work that is done part after part; between two of them a breath does no harm. */
export type Parts<T> = Generator<void, T>;

/** All parts without a pause. */
export function atOnce<T>(parts: Parts<T>): T {
  for (;;) {
    const { done, value } = parts.next();
    if (done) return value;
  }
}

/** Part after part, with a breath wherever one is due; undefined where `signal` ended it before. */
export async function unhurried<T>(parts: Parts<T>, signal?: AbortSignal): Promise<T | undefined> {
  for (;;) {
    const { done, value } = parts.next();
    if (done) return value;
    if (!breathIsDue()) continue;
    await breathe();
    if (signal?.aborted) return undefined;
  }
}
