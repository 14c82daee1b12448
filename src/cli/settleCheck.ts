import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { systemTrouble, Trouble } from '../runs/trouble.ts';
import { settleShape, type SettleOutput } from '../schemas/settle.ts';
import type { Problem } from '../solvers/constraints/problem.ts';
import { recount } from '../solvers/constraints/recount.ts';
import type { Shell } from './shell.ts';

/** `settle PROBLEM --check FILE`: counts the answers that `--json` wrote anew from the problems (recount.ts). Exit code 1 where one is wrong or missing. */
export function checkAnswers(shell: Shell, problems: readonly Problem[], file: string): void {
  const answers = read(resolve(shell.cwd, file)), left = [...answers];
  let wrong = 0;
  for (const problem of problems) {
    const at = left.findIndex((a) => a.name === problem.name && a.kind === problem.kind), [answer] = at < 0 ? [] : left.splice(at, 1);
    const { counted, faults } = answer ? recount(problem, answer) : { counted: 'no answer in the file', faults: ['missing'] };
    if (faults.length > 0) wrong += 1;
    shell.out(`${problem.name}  ${faults.length > 0 ? `WRONG: ${faults.join('; ')}` : 'right'}  (${answer ? `${answer.status}, ` : ''}${counted})`);
  }
  for (const { name } of left) shell.out(`${name}  WRONG: an answer to no problem that came`);
  wrong += left.length;
  shell.out(`${wrong} wrong of ${problems.length + left.length}`);
  shell.exitCode = wrong > 0 ? 1 : 0;
}

function read(path: string): SettleOutput {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw systemTrouble(`--check: reading ${path}`, error);
  }
  try {
    return settleShape.parse(JSON.parse(text));
  } catch (error) {
    throw new Trouble(`--check: ${path} holds no answers, expected what settle --json wrote. Name that file.`, { cause: error });
  }
}
