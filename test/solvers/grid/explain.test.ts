import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { exactSenses } from '../../oracles/exactSenses.ts';
import { ballot } from '../../../src/solvers/grid/ballot.ts';
import { explain, type CellStory, type Decision, type Explanation, type GateText } from '../../../src/solvers/grid/explain.ts';
import { solveWith } from '../../../src/solvers/grid/solve.ts';
import { question } from '../../../src/tasks/question.ts';
import type { Task } from '../../../src/tasks/types.ts';

/** Two demonstrations that many rules explain, one of them along a front from the bottom; six test inputs. */
const ambiguous: Task = {
  train: [
    { input: [[0, 1, 0, 2], [2, 0, 0, 0], [0, 2, 3, 1], [0, 0, 3, 3]], output: [[0, 1, 0, 2], [0, 0, 0, 2], [0, 2, 3, 1], [3, 3, 0, 0]] },
    { input: [[1, 1, 0, 0], [1, 0, 0, 1], [1, 0, 0, 1], [1, 1, 0, 3]], output: [[1, 1, 0, 0], [1, 0, 0, 1], [1, 0, 0, 1], [3, 0, 1, 1]] },
  ],
  test: [
    { input: [[1, 2, 3, 0], [0, 0, 2, 1], [0, 3, 1, 0], [1, 3, 1, 3]] }, { input: [[0, 2, 2, 3], [1, 2, 2, 0], [0, 1, 1, 0], [0, 0, 2, 1]] },
    { input: [[3, 3, 2, 1], [0, 0, 0, 2], [0, 2, 1, 0], [1, 2, 3, 1]] }, { input: [[3, 0, 1, 0], [0, 0, 1, 3], [3, 0, 0, 1], [0, 1, 2, 0]] },
    { input: [[0, 1, 0, 1], [1, 0, 1, 1], [1, 0, 2, 3], [0, 1, 3, 0]] }, { input: [[2, 1, 0, 1], [2, 3, 0, 1], [3, 0, 1, 0], [2, 0, 1, 1]] },
  ],
};
const bounces = JSON.parse(readFileSync(new URL('../../../tasks/bounce-drop-easy-1.json', import.meta.url), 'utf8')) as Task;

const leaves = (gate: GateText): { part: number; drivenBy: number }[] => ('when' in gate ? [...leaves(gate.on), ...leaves(gate.off)] : [gate]);
const asked = (gate: GateText): string[] => ('when' in gate ? [...gate.when.matchAll(/"([^"]*)"/g)].map((m) => m[1]).concat(asked(gate.on), asked(gate.off)) : []);

/** Parts lead to the sources named, what the gate asks was heard, and where all gates agree the source named sings what was answered. */
function accounts(decision: Decision, story: CellStory): void {
  const drivenBy = new Map(leaves(decision.gate).map((leaf) => [leaf.part, leaf.drivenBy]));
  expect(Object.keys(story.heard)).toEqual(expect.arrayContaining(asked(decision.gate)));
  story.answer.forEach((row, r) => row.forEach((colour, c) => {
    const source = story.source[r][c], name = decision.sources[source].name, constant = /^colour (\d)$/.exec(name), sung = constant ? Number(constant[1]) : story.heard[name][r][c];
    expect(drivenBy.get(story.part[r][c]), `part of cell ${r}, ${c}`).toBe(source);
    if (story.order[r][c] >= 0.995 && sung >= 0) expect(story.renamed?.[sung] ?? sung, `cell ${r}, ${c}, driven by ${name}`).toBe(colour);
  }));
}

describe('the explanation of several test inputs', () => {
  let solved: Awaited<ReturnType<typeof solveWith>>, e: Explanation;
  beforeAll(async () => {
    solved = await solveWith(question(ambiguous), exactSenses(), { seed: 1, seconds: 60 });
    // As if all of them explained the demonstrations equally well: what most of them answer wins, and that is another one's answer from test to test.
    const equal = solved.candidates.map((c) => ({ ...c, energy: 5 })), ballots = ballot(question(ambiguous), equal);
    e = explain(ballots, equal, ambiguous.train.length, ballots.map(() => ({ locked: new Uint8Array(16).fill(1), status: 'locked', time: 1 })))!;
  }, 120_000);

  it('each test names the frame, sources and gate that decided it, where they are not those of the first', () => {
    expect(e.tests.filter((t) => t.decision).length).toBeGreaterThan(0);
    for (const story of e.tests) accounts(story.decision ?? e, story);
  });
  it('a test that the lead decided holds no gate of its own', () => {
    expect((solved.explanation as Explanation).tests.map((t) => t.decision)).toEqual(ambiguous.test.map(() => undefined));
  });
  it('along a front a cell’s part is the one it was sent to when the front reached it, whoever answered along it since', async () => {
    const told = solved.explanation as Explanation, bounced = (await solveWith(question(bounces), exactSenses(), { seed: 1, seconds: 60 })).explanation as Explanation;
    for (const one of [told, bounced]) {
      expect(Object.keys(one.tests[0].heard).some((name) => name.startsWith('answered at'))).toBe(true);
      for (const story of one.tests) accounts(story.decision ?? one, story);
    }
  });
});
