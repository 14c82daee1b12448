import { z } from 'zod';

/** `npx cymatic settle --json`. */
export const settleShape = z.array(z.object({
  name: z.string(),
  kind: z.enum(['sudoku', 'max-cut', 'colouring', 'satisfiability', 'maze']),
  status: z.enum(['solved', 'best', 'contradiction', 'timeLimit']),
  answer: z.union([z.string(), z.array(z.number()), z.array(z.array(z.number()))]).nullable()
    .describe('Board in characters, side 0/1 of each vertex, colour from 0 of each vertex, signed literals, or the cells [row, column] of a path. null: none.'),
  value: z.number().nullable().describe('Filled cells, cut weight, colours, satisfied clauses, or moves.'),
  seconds: z.number().min(0).describe('Wall clock.'),
  simulatedTime: z.number().min(0),
  seed: z.int(),
  note: z.string(),
}).strict()).meta({ title: 'cymatic settle --json' });
export type SettleOutput = z.infer<typeof settleShape>;
