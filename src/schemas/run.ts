import { z } from 'zod';

/** `npx cymatic run --json`. */
export const runShape = z.object({
  experiment: z.string(),
  options: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])),
  seeds: z.array(z.int()),
  results: z.unknown(),
  backend: z.string(),
  versions: z.record(z.string(), z.string()),
}).strict().meta({ title: 'cymatic run --json' });
export type RunOutput = z.infer<typeof runShape>;
