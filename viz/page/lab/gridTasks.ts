import type { Question, Task } from '../../../src/tasks/types.ts';
import { question } from '../../../src/tasks/question.ts';
import type { Said } from './gridSolver.ts';

/** Tasks of this house that the laboratory offers: they come with the page. */
const files: Record<string, () => Promise<{ default: Task }>> = {
  'fill-enclosed-medium-1': () => import('../../../tasks/fill-enclosed-medium-1.json'),
  'bodies-fall-easy-1': () => import('../../../tasks/bodies-fall-easy-1.json'),
  'colour-by-size-easy-1': () => import('../../../tasks/colour-by-size-easy-1.json'),
  'connect-pairs-easy-1': () => import('../../../tasks/connect-pairs-easy-1.json'),
  'mend-tiling-easy-1': () => import('../../../tasks/mend-tiling-easy-1.json'),
  'rays-to-wall-easy-1': () => import('../../../tasks/rays-to-wall-easy-1.json'),
};
export const TASK_IDS: readonly string[] = Object.keys(files);

export const loadGridTask = async (id: string): Promise<Task> => (await files[id]()).default;

/** The field answers a task in a worker, which sees the question alone. Errors: what the worker says, one line; an AbortError where it was ended. */
export function solveInWorker(task: Task, signal: AbortSignal): Promise<Extract<Said, { seconds: number }>> {
  const worker = new Worker(new URL('./gridSolver.ts', import.meta.url), { type: 'module' }), asked: Question = question(task);
  return new Promise<Extract<Said, { seconds: number }>>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<Said>) => { if ('failed' in data) reject(new Error(`The field could not answer: ${data.failed}`)); else resolve(data); });
    worker.addEventListener('error', ({ message }) => reject(new Error(`The worker of the page did not start (${message || 'no reason given'}). Load the page again.`)));
    signal.addEventListener('abort', () => reject(signal.reason as Error));
    worker.postMessage(asked);
  }).finally(() => worker.terminate());
}
