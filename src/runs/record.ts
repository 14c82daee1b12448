import type { Solved } from '../tasks/answer.ts';
import type { Grid } from '../tasks/types.ts';

export type Method = 'field' | 'attention';

/** One line of `answers.jsonl`: what one method answered to one task. It holds no truth and no score. */
export interface AnswerRecord extends Solved {
  id: string;
  method: Method;
  /** CPU seconds of all threads, measured in the worker. */
  cpuSeconds: number;
  wallSeconds: number;
  /** Why there is no answer. Then the attempts are empty grids, which nothing equals. */
  failed?: string;
}

/** The record of a task that got no answer. */
export function unanswered(id: string, method: Method, tests: number, failed: string, wallSeconds: number): AnswerRecord {
  return {
    id, method, failed, wallSeconds, cpuSeconds: 0, attempts: Array.from({ length: tests }, (): [Grid, Grid] => [[], []]),
    confidence: 0, sure: false, verified: false, parameters: 0, explanation: null, backend: 'none', warnings: [],
  };
}

export const recordKey = (method: Method, id: string): string => `${method} ${id}`;
