import { describe, expect, it } from 'vitest';
import { question } from '../../src/tasks/question.ts';
import { hasTruth, score } from '../../src/tasks/score.ts';
import type { Grid, Task } from '../../src/tasks/types.ts';

const train = [{ input: [[1]], output: [[2]] }];
const task: Task = { train, test: [{ input: [[3]], output: [[4, 4]] }, { input: [[5]], output: [[6]] }] };
const wrong: Grid = [[9]];

describe('score', () => {
  it('counts a task only where every test input is exact within two attempts', () => {
    expect(score(task, [[[[4, 4]], wrong], [wrong, [[6]]]])).toEqual({ solved: true, firstSolved: false, inputs: [1, 2] });
    expect(score(task, [[[[4, 4]], wrong], [wrong, wrong]])).toEqual({ solved: false, firstSolved: false, inputs: [1, 0] });
    expect(score(task, [[[[4, 4]], wrong], [[[6]], wrong]])).toEqual({ solved: true, firstSolved: true, inputs: [1, 1] });
  });

  it.each<[string, Grid]>([['transposed', [[4], [4]]], ['one column short', [[4]]], ['one row more', [[4, 4], [4, 4]]], ['empty', []]])('does not take a %s grid for the truth', (_, grid) => {
    expect(score(task, [[grid, grid], [[[6]], wrong]])!.inputs).toEqual([0, 1]);
  });

  it('scores nothing where a truth is absent, and refuses a wrong number of answers', () => {
    const open: Task = { train, test: [task.test[0], { input: [[5]] }] };
    expect(hasTruth(open)).toBe(false);
    expect(score(open, [[wrong, wrong], [wrong, wrong]])).toBeUndefined();
    expect(() => score(task, [[wrong, wrong]])).toThrow('score: 1 answers came, expected 2');
  });
});

describe('question', () => {
  it('hands on demonstrations and test inputs without touching a test output', () => {
    const guarded: Task = { train, test: [{ input: [[3]], get output(): Grid { throw new Error('read the truth'); } }] };
    const asked = question(guarded);
    expect(asked).toEqual({ train, test: [[[3]]] });
    expect(JSON.stringify(asked)).not.toContain('truth');
    expect(() => score(guarded, [[wrong, wrong]])).toThrow('read the truth');
  });
});
