import type { Question, Task } from './types.ts';

/**
 * What a solver may see of a task: the demonstrations and the test inputs.
 * The answers of the tests are not copied, not even touched.
 */
export function question(task: Task): Question {
  return {
    train: task.train.map(({ input, output }) => ({ input, output })),
    test: task.test.map((probe) => probe.input),
  };
}
