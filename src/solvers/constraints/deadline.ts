/** Aborted with the given signal, or once so many seconds of wall clock have passed: work that hears it ends in time wherever it is. */
export function within(seconds: number, signal?: AbortSignal): AbortSignal {
  const late = AbortSignal.timeout(Math.min(2 ** 31 - 1, Math.max(0, Math.round(1000 * seconds))));
  return signal ? AbortSignal.any([signal, late]) : late;
}
