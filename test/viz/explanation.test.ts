import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ONSET, settleOutput } from '../../src/solvers/grid/outputField.ts';
import { asExplanation, colourChannels, conditionWords, constantOf, inWords, sentence } from '../../viz/page/explanation.ts';
import { couplingsOf, principal } from '../../viz/page/operationsSpace.ts';
import { hashOf, placeOf } from '../../viz/page/place.ts';
import { phasesAt, resettle } from '../../viz/page/settling.ts';
import { settlingText } from '../../viz/page/settlingPicture.ts';
import type { GateText } from '../../src/solvers/grid/explain.ts';
import type { AnswerView } from '../../viz/shapes.ts';
import { COLOUR_NAMES } from '../../viz/charts/colour.ts';
import type { CellStory, Explanation } from '../../src/solvers/grid/explain.ts';
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
  it.each(['fill-enclosed-medium-1', 'colour-by-size-easy-1', 'rays-to-wall-easy-1'])('%s: the mark stands where the last phase stops, and little is shown beyond', async (id) => {
    const { time, theta, settledAt, endsAt, status } = await resettle(told.find((t) => t.id === id)!.e.tests[0], taskOf(id).test[0].input);
    const speed = time.slice(1).map((t, k) => Math.max(...theta[k + 1].map((x, i) => Math.abs(x - theta[k][i]))) / (t - time[k])), moves = time[speed.findLastIndex((v) => v > 1e-3) + 1];
    expect(status).toBe('locked');
    expect(Math.abs(settledAt - moves)).toBeLessThanOrEqual(1); // looks are half a unit apart
    expect(endsAt).toBe(time[time.length - 1]);
    expect(endsAt - Math.max(settledAt, ONSET)).toBeLessThanOrEqual(5.5);
  });
  it('the viewer and the solver settle the same drives to the same phases and status', async () => {
    const answer = [[1, 4, 0], [7, 2, 9]], order = [[1, 0.9, 1], [0.8, 1, 1]], input = [[1, 0, 5], [3, 2, 0]];
    const story = { ...told[0].e.tests[0], answer, order }, seen = await resettle(story, input);
    const solver = await settleOutput({ start: input.flat(), colour: answer.flat(), margin: order.flat().map((r) => 2 * r - 1) }, { threads: false });
    expect(seen.answer.flat()).toEqual([...solver.colour]);
    expect(seen.status).toBe(solver.status);
  });
  it('between two moments the phase goes the short way round', () => {
    const r = { rows: 1, columns: 1, time: [0, 1], theta: [Float32Array.of(3.1), Float32Array.of(-3.1)], order: [], energy: [], answer: [], settledAt: 1, endsAt: 1, status: '', backend: '' };
    expect(Math.abs(phasesAt(r, 0.5)[0])).toBeCloseTo(Math.PI, 2);
  });
  it('the animated picture ends in the colours of the answer and moves only what moves', async () => {
    const story = { ...told[0].e.tests[0], answer: [[1, 4]], order: [[1, 1]] }, text = settlingText(await resettle(story, [[1, 0]]));
    expect(text.match(/<animate /g)).toHaveLength(1);
    expect(text.length).toBeLessThan(3000);
  });
});

/** Whether a condition of a gate holds at a cell, by what was heard there. */
function holdsAt(when: string, story: CellStory, r: number, c: number): boolean {
  const at = (name: string) => story.heard[name][r][c], agrees = /^"(.*)" agrees with "(.*)"$/.exec(when);
  if (agrees) return at(agrees[1]) >= 0 && at(agrees[1]) === at(agrees[2]);
  const [, name, what] = /^"(.*)" is (.*)$/.exec(when)!, value = what === 'silent' ? -1 : Number(/-?\d+$/.exec(what)![0]);
  return what.startsWith('at most') ? at(name) <= value : at(name) === value;
}

/** The sentence without its markup and what was heard. */
const spoken = (html: string): string => html.replaceAll(/ <small>.*?<\/small>/g, '').replaceAll(/<q>(.*?)<\/q>/g, '“$1”').replaceAll(/<[^>]*>/g, '').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');

/** Names the source that drove each cell, and the conditions that held there on the way from the root of the gate to its part, in their order. */
function tellsWhatDecided(e: Explanation, story: CellStory): void {
  const decision = story.decision ?? e;
  story.answer.forEach((row, r) => row.forEach((colour, c) => {
    const text = spoken(sentence(e, story, r, c)), source = decision.sources[story.source[r][c]].name, way: string[] = [];
    let gate = decision.gate;
    while ('when' in gate) {
      const holds = holdsAt(gate.when, story, r, c);
      way.push(conditionWords({ when: gate.when, holds }, story));
      gate = holds ? gate.on : gate.off;
    }
    expect(gate, `cell ${r}, ${c}`).toMatchObject({ part: story.part[r][c], drivenBy: story.source[r][c] });
    expect(text).toContain(`This cell is ${COLOUR_NAMES[colour]} because `);
    expect(text).toContain(constantOf(source, story) === undefined ? `“${inWords(source, story)}”` : `a source that always sings ${COLOUR_NAMES[constantOf(source, story)!]}`);
    const since = way.length > 1 ? `${way.slice(0, -1).join(', ')} and ${way[way.length - 1]}` : way[0];
    expect(/ The gate sent it there since (.*?)\. (?=All|One gate|The gates)/.exec(text)?.[1]).toBe(since);
  }));
}

describe('sentences', () => {
  it('every recorded cell has a sentence that names its colour, the source that drove it, and the conditions that held on its way through the gate', () => {
    for (const { e } of told) for (const story of e.tests) tellsWhatDecided(e, story);
  });
  it('a test input that another gate decided is told by that gate and its sources', () => {
    const [own, other] = ['fill-enclosed-medium-1', 'rays-to-wall-easy-1'].map((id) => told.find((t) => t.id === id)!.e), { frame, sources, gate, energy, population } = other;
    const e = { ...own, tests: [own.tests[0], { ...other.tests[0], decision: { frame, sources, gate, energy, population } }] };
    for (const story of e.tests) tellsWhatDecided(e, story);
    expect(couplingsOf({ ...e, tests: [e.tests[1]] })).toEqual(couplingsOf(other));
    const both = couplingsOf(e);
    for (const [name, weight] of couplingsOf(other)) if (name.startsWith('hears')) expect(both.get(name), name).toBeGreaterThanOrEqual(weight / 2 - 1e-9);
  });
  it('an older record that holds one gate for all test inputs is not read as if it had decided the others', () => {
    const [own, other] = ['fill-enclosed-medium-1', 'rays-to-wall-easy-1'].map((id) => told.find((t) => t.id === id)!.e), e = { ...own, tests: [own.tests[0], other.tests[0]] };
    expect(spoken(sentence(e, e.tests[1], 0, 0))).toMatch(/Which gate decided it does not stand in this record/);
  });
  it('markup in a record is text in the sentence, wherever it stands', () => {
    const { e } = told.find(({ id }) => id === 'fill-enclosed-medium-1')!, evil = '<img src=x onerror=alert(1)>', gate = (g: GateText): GateText => ('when' in g ? { ...g, when: `"${evil}" is ${evil}`, on: gate(g.on), off: gate(g.off) } : g);
    const forged = { ...e, sources: e.sources.map((s) => ({ ...s, name: evil })), gate: gate(e.gate), population: evil as never, tests: e.tests.map((t) => ({ ...t, heard: { ...Object.fromEntries(Object.entries(t.heard).map(([k, map]) => [k, map.map((row) => row.map(() => evil as never))])), [evil]: t.answer } })) };
    const all = forged.tests[0].answer.flatMap((row, r) => row.map((_, c) => sentence(forged, forged.tests[0], r, c)));
    for (const said of all) expect(said.replace(/<\/?(b|q|small)>|<i class="swatch" style="background:[^"<>]*"><\/i>/g, '')).not.toMatch(/[<>]/);
    for (const part of ['(heard: &#60;img', '<q>&#60;img src=x onerror=alert(1)&#62;</q> is &#60;img', 'the source <q>&#60;img']) expect(all[0]).toContain(part);
  });
  it.each([
    ['tests that hold nothing', { tests: [{}] }], ['a number heard that is text', { tests: [{ heard: { x: [['<b>']] } }] }], ['a gate that leads nowhere', { gate: { when: 'x' } }], ['a population in words', { population: '<b>' }], ['energy without terms', { energy: {} }],
    ['a source without a name', { sources: [{}] }], ['a decision without a gate', { tests: [{ decision: { frame: 'x' } }] }], ['tables of two shapes', { tests: [{ part: [[0]] }] }],
  ])('%s: no explanation, instead of one that breaks the page', (_, part) => {
    const { e } = told.find(({ id }) => id === 'fill-enclosed-medium-1')!, { tests, ...rest } = part as { tests?: object[] };
    expect(asExplanation(e)).toBe(e);
    expect(asExplanation({ ...e, ...rest, ...(tests ? { tests: tests.map((t) => (Object.keys(t).length === 0 ? t : { ...e.tests[0], ...t })) } : {}) })).toBeNull();
  });
  it('a gate nested without end is no explanation', () => {
    let gate: unknown = { drivenBy: 0, pure: true, part: 0 };
    for (let k = 0; k < 200_000; k++) gate = { when: 'x', channel: 'x', coupling: 1, on: gate, off: gate };
    expect(asExplanation({ ...told[0].e, gate })).toBeNull();
  });
  it('conditions are said with yes and no worked in, colours by name', () => {
    expect(conditionWords({ when: '"own colour" is colour 2', holds: false })).toBe('“own colour” is not red');
    expect(conditionWords({ when: '"shape: size" is at most 3', holds: false })).toBe('“shape: size” is more than 3');
    expect(conditionWords({ when: '"a" agrees with "b"', holds: false })).toBe('“a” does not agree with “b”');
    expect(inWords('neighbours of colour 5 (8)', { renamed: [0, 1, 2, 3, 4, 7, 6, 5, 8, 9] })).toBe('neighbours of orange (8)');
  });
  it('channels of colours are the sources and what the record calls phases, nothing else', () => {
    const found = colourChannels({ sources: [{ name: 'own colour', cost: 0 }] }, { phases: ['the other colour'] });
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
  it('by names or by tasks, whichever are fewer: the same places up to sign', () => {
    // 30 tasks by 8 names, and the same 30 by 48, of which 40 are never used: the smaller matrix is one time that of names, one time that of tasks.
    const few = Array.from({ length: 30 }, (_, i) => new Map(Array.from({ length: 8 }, (_, k) => [`name ${k}`, ((i * 7 + k * 5) % 11) / (1 + k)] as const))), wide = few.map((v, i) => (i === 0 ? new Map([...v, ...Array.from({ length: 40 }, (_, k) => [`silent ${k}`, 0] as const)]) : v));
    const byName = principal(few), byTask = principal(wide);
    byName.share.forEach((x, k) => expect(x).toBeCloseTo(byTask.share[k], 6));
    byName.places.forEach((p, i) => p.forEach((x, k) => expect(x, `task ${i}, direction ${k}`).toBeCloseTo(byTask.places[i][k], 5)));
    expect(byName.ends).toEqual(byTask.ends);
    const spread = byName.share.map((_, k) => byName.places.reduce((sum, p) => sum + p[k] ** 2, 0)), whole = spread[0] / byName.share[0];
    spread.forEach((x, k) => expect(x / whole).toBeCloseTo(byName.share[k], 6)); // a component's variance is its share
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
