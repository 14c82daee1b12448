import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { solveByField } from '../../../src/solvers/grid/solve.ts';
import type { Shown } from '../../../src/tasks/answer.ts';
import { question } from '../../../src/tasks/question.ts';
import type { Task } from '../../../src/tasks/types.ts';

it('who watches a task being solved sees a wave, objects locking, the gate and the settling answer, and changes nothing', async () => {
  const task = question(JSON.parse(readFileSync(new URL('../../../tasks/fill-enclosed-medium-1.json', import.meta.url), 'utf8')) as Task), seen: Shown[] = [];
  const watched = await solveByField(task, { seed: 1, seconds: 60, show: (moment) => void seen.push(moment) });
  expect(watched).toEqual(await solveByField(task, { seed: 1, seconds: 60 }));

  const [input] = task.test, cells = input.flat(), kinds = seen.map((m) => (m.kind === 'hears' ? m.process : m.kind));
  expect([...new Set(kinds)]).toEqual(['rests', 'wave', 'segment', 'gate', 'settles']);
  expect(seen[0]).toEqual({ kind: 'rests', colour: 0 });
  const frames = (process: string) => seen.flatMap((m) => (m.kind === 'hears' && m.process === process ? [m.values] : []));
  const wave = frames('wave'), arrived = (values: number[]) => values.filter((w) => w > -2048).length;
  expect(wave[0]).toHaveLength(cells.length);
  expect(arrived(wave.at(-1)!)).toBeGreaterThan(arrived(wave[0]));
  wave.at(-1)!.forEach((w, i) => { if (watched.attempts[0][0].flat()[i] !== cells[i]) expect(w).toBeLessThan(-2048); }); // what is filled was never reached

  const beats = frames('segment'), different = (values: number[]) => new Set(values.map((w) => w.toFixed(1))).size;
  expect(different(beats[0])).toBe(cells.length); // each starts with a beat of its own
  expect(different(beats.at(-1)!)).toBeLessThan(cells.length);

  const gate = seen.find((m) => m.kind === 'gate')!, rests = seen.flatMap((m) => (m.kind === 'settles' ? [m.phases] : []));
  expect(gate).toMatchObject({ leaveOneOut: 1, parts: [{ conditions: [{ when: expect.stringMatching(/^"enclosed/) }] }, { conditions: [{}] }] });
  expect(rests.length).toBeGreaterThan(20);
  const turns = rests.at(-1)!.map((theta) => (((theta * 10) / (2 * Math.PI)) % 10 + 10) % 10);
  watched.attempts[0][0].flat().forEach((colour, i) => expect(Math.min(Math.abs(turns[i] - colour), 10 - Math.abs(turns[i] - colour))).toBeLessThan(0.2));
});
