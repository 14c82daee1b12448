/** One moment: a value a site. */
export type Numbers = ArrayLike<number>;

/** Refuses samples in time whose moments have different numbers of sites; returns that number (0 without samples). */
export function sitesOf(where: string, samples: readonly Numbers[]): number {
  const sites = samples[0]?.length ?? 0;
  for (let t = 1; t < samples.length; t++) {
    if (samples[t].length !== sites) throw new RangeError(`${where}: sample ${t} has ${samples[t].length} sites, expected ${sites} as sample 0. Pass one array a moment, all of the same field.`);
  }
  return sites;
}
