import type { Solved } from '../tasks/answer.ts';
import type { Grid } from '../tasks/types.ts';

export type Method = 'field' | 'attention';

/** One line of `answers.jsonl`: what one method answered to one task. It holds no truth and no score. */
export interface AnswerRecord extends Omit<Solved, 'confidence'> {
  id: string;
  method: Method;
  /** null where there is no answer to trust. */
  confidence: number | null;
  /** CPU seconds of all threads, measured in the worker; null where it was stopped or died before it could tell. Then `wallSeconds` is all that is known. */
  cpuSeconds: number | null;
  wallSeconds: number;
  /** Why there is no answer. Then the attempts are empty grids, which nothing equals. */
  failed?: string;
}

/** The record of a task that got no answer. */
export function unanswered(id: string, method: Method, tests: number, failed: string, spent: { cpuSeconds: number | null; wallSeconds: number }): AnswerRecord {
  return {
    id, method, failed, ...spent, attempts: Array.from({ length: tests }, (): [Grid, Grid] => [[], []]),
    confidence: null, sure: false, verified: false, parameters: 0, explanation: null, backend: 'none', warnings: [],
  };
}

export const recordKey = (method: Method, id: string): string => `${method} ${id}`;
