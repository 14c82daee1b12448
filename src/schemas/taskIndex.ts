import { z } from 'zod';

/** `tasks/index.json`, the list of shipped tasks. */
export const indexShape = z.object({
  made: z.string().describe('The command that makes these files again.'),
  tasks: z.array(z.object({ id: z.string(), family: z.string(), prior: z.string(), level: z.enum(['easy', 'medium', 'hard']), seed: z.int() }).strict()),
}).strict().meta({ title: 'index of generated tasks' });
export type TaskIndex = z.infer<typeof indexShape>;
