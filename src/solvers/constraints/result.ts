/** One settled problem: the shape of `npx cymatic settle --json`. */
export interface ProblemSettled {
  name: string;
  kind: 'sudoku' | 'max-cut' | 'colouring' | 'satisfiability' | 'maze';
  /** solved: every demand is met, checked; best: the best found of a quantity without a proof; contradiction: proved by starved rings; timeLimit: gave up. */
  status: 'solved' | 'best' | 'contradiction' | 'timeLimit';
  /** Board in characters, sides 0/1, colours, signed literals, or cells of a path [row, column]; null where there is none. */
  answer: string | number[] | number[][] | null;
  /** Cut weight, colours, satisfied clauses, moves, or cells that are right. */
  value: number | null;
  /** Wall clock. */
  seconds: number;
  simulatedTime: number;
  seed: number;
  /** What a person should know: which rings fought last, whether other answers exist. */
  note: string;
}

/** What a person should know about where the engine ran. */
export function ranOn({ backend, executor, warnings }: { backend: string; executor: string; warnings: string[] }): string {
  return [`engine on ${backend} (${executor})`, ...warnings].join('; ');
}
