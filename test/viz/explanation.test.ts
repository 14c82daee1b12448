import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { settleOutput } from '../../src/solvers/grid/outputField.ts';
import { asExplanation, colourChannels, conditionWords, inWords, sentence, wayTo } from '../../viz/page/explanation.ts';
import { couplingsOf, principal } from '../../viz/page/operationsSpace.ts';
import { hashOf, placeOf } from '../../viz/page/place.ts';
import { phasesAt, resettle } from '../../viz/page/settling.ts';
import { settlingText } from '../../viz/page/settlingPicture.ts';
import type { AnswerView } from '../../viz/shapes.ts';
import type { Task } from '../../src/tasks/types.ts';

const answers = readFileSync(new URL('./fixture/answers.jsonl', import.meta.url), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as AnswerView).filter((a) => a.method === 'field');
const told = answers.flatMap((a) => { const e = asExplanation(a.explanation); return e ? [{ id: a.id, attempts: a.attempts, e }] : []; });
const taskOf = (id: string) => JSON.parse(readFileSync(new URL(`../../tasks/${id}.json`, import.meta.url), 'utf8')) as Task;

describe('settling again', () => {
  it.each(told.map((t) => [t.id, t] as const))('%s: what settles in the viewer is the recorded first attempt', async (id, { e, attempts }) => {
    for (const [k, story] of e.tests.entries()) {
      const recording = await resettle(story, taskOf(id).test[k].input);
      const locked = story.locked.flat(), want = attempts[k][0].flat();
      recording.answer.flat().forEach((c, i) => { if (locked[i]) expect(c, `cell ${i}`).toBe(want[i]); });
      expect(recording.order[recording.order.length - 1]).toBeGreaterThan(0.9);
    }
  });
  it('the viewer and the solver settle the same drives to the same phases and status', async () => {
    const answer = [[1, 4, 0], [7, 2, 9]], order = [[1, 0.9, 1], [0.8, 1, 1]], input = [[1, 0, 5], [3, 2, 0]];
    const story = { ...told[0].e.tests[0], answer, order }, seen = await resettle(story, input);
    const solver = await settleOutput({ start: input.flat(), colour: answer.flat(), margin: order.flat().map((r) => 2 * r - 1) }, { threads: false });
    expect(seen.answer.flat()).toEqual([...solver.colour]);
    expect(seen.status).toBe(solver.status);
  });
  it('between two moments the phase goes the short way round', () => {
    const r = { rows: 1, columns: 1, time: [0, 1], theta: [Float32Array.of(3.1), Float32Array.of(-3.1)], order: [], energy: [], answer: [], settledAt: 1, status: '', backend: '' };
    expect(Math.abs(phasesAt(r, 0.5)[0])).toBeCloseTo(Math.PI, 2);
  });
  it('the animated picture ends in the colours of the answer and moves only what moves', async () => {
    const story = { ...told[0].e.tests[0], answer: [[1, 4]], order: [[1, 1]] }, text = settlingText(await resettle(story, [[1, 0]]));
    expect(text.match(/<animate /g)).toHaveLength(1);
    expect(text.length).toBeLessThan(3000);
  });
});

describe('sentences', () => {
  it('every recorded cell has a sentence that names its colour and its way through the gate', () => {
    for (const { e } of told) for (const story of e.tests) story.answer.forEach((row, r) => row.forEach((_, c) => {
      const text = sentence(e, story, r, c), steps = wayTo(e.gate, story.part[r][c])!;
      expect(text).toMatch(/^This cell is .*<b>(black|blue|red|green|yellow|grey|magenta|orange|light blue|maroon)<\/b> because /);
      expect(text.includes('The gate sent it there since')).toBe(steps.length > 0);
    }));
  });
  it('conditions are said with yes and no worked in, colours by name', () => {
    expect(conditionWords({ when: '"own colour" is colour 2', holds: false })).toBe('“own colour” is not red');
    expect(conditionWords({ when: '"shape: size" is at most 3', holds: false })).toBe('“shape: size” is more than 3');
    expect(conditionWords({ when: '"a" agrees with "b"', holds: false })).toBe('“a” does not agree with “b”');
    expect(inWords('neighbours of colour 5 (8)', { renamed: [0, 1, 2, 3, 4, 7, 6, 5, 8, 9] })).toBe('neighbours of orange (8)');
  });
  it('channels of colours are the sources and what the record calls phases, nothing else', () => {
    const found = colourChannels({ ...told[0].e, sources: [{ name: 'own colour', cost: 0 }], tests: [{ ...told[0].e.tests[0], heard: { 'the other colour': [[1]], 'size of the room': [[3]] }, phases: ['the other colour'] }] });
    expect([...found].sort()).toEqual(['own colour', 'the other colour']);
  });
  it('names from a run cannot bring markup into the page', () => {
    const { e } = told[0], evil = { ...e, gate: { drivenBy: 0, pure: true, part: 0 }, sources: [{ name: '<img src=x onerror=1>', cost: 0 }] };
    expect(sentence(evil, { ...e.tests[0], source: e.tests[0].source.map((r) => r.map(() => 0)), part: e.tests[0].part.map((r) => r.map(() => 0)) }, 0, 0)).not.toContain('<img');
  });
  it('what is no explanation is not taken for one', () => {
    for (const value of [null, 7, {}, { frame: 'x' }, { frame: 'x', sources: [], tests: 3, gate: {} }]) expect(asExplanation(value)).toBeNull();
  });
});

describe('operations', () => {
  it('equal couplings lie on one point, and the shares of variance fall and stay below 1', () => {
    const vectors = [...told.map((t) => couplingsOf(t.e)), couplingsOf(told[0].e)], { places, share } = principal(vectors);
    places[0].forEach((x, k) => expect(x).toBeCloseTo(places[places.length - 1][k], 6));
    expect(share[0]).toBeGreaterThanOrEqual(share[1]);
    expect(share.reduce((a, b) => a + b, 0)).toBeLessThan(1 + 1e-9);
  });
  it('three orthogonal vectors spread over two components evenly', () => {
    const { share } = principal([new Map([['a', 1]]), new Map([['b', 1]]), new Map([['c', 1]])]);
    expect(share[0]).toBeCloseTo(0.5, 6);
    expect(share[2]).toBeCloseTo(0, 6);
  });
});

describe('addresses', () => {
  it('a place survives its way through the address', () => {
    const { view, rest, options } = placeOf(hashOf('task', 'a b/ü%', { test: '2' }));
    expect([view, rest, options.get('test')]).toEqual(['task', 'a b/ü%', '2']);
  });
});
