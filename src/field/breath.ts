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
