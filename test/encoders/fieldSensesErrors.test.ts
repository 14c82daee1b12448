import { expect, test } from 'vitest';
import { fieldSenses } from '../../src/encoders/fieldSenses.ts';
import { sea } from '../../src/encoders/sea.ts';

const senses = fieldSenses({ backend: 'webasm' });
const s = sea([[[1, 2], [3, -1]]]);
const four = new Int32Array(4), bytes = new Uint8Array(4), short = new Int32Array(3);

test('fields and tables of the wrong length are refused with both lengths', async () => {
  const refused = /has 3 values, expected 4, one per site/;
  await expect(senses.segment(s, [{ kind: short, eight: false }])).rejects.toThrow(refused);
  await expect(senses.wave(s, [{ source: short, open: bytes, eight: false }])).rejects.toThrow(refused);
  await expect(senses.rays(s, [{ direction: [0, 1], through: new Uint8Array(3) }])).rejects.toThrow(refused);
  await expect(senses.listen(s, s.colour, [short])).rejects.toThrow(refused);
  await expect(senses.gather(s, [{ group: four, signal: short }])).rejects.toThrow(refused);
  await expect(senses.strongest(s, [{ group: short, signal: four }])).rejects.toThrow(refused);
  await expect(senses.drift(s, [{ body: short, direction: [0, 1] }])).rejects.toThrow(refused);
  await expect(senses.interference(s, new Int8Array(3), [])).rejects.toThrow(refused);
  await expect(senses.diffuse(s, new Int8Array(3), 1)).rejects.toThrow(refused);
  await expect(senses.integral(s, new Int8Array(3))).rejects.toThrow(refused);
});

test('values that no field can hold are refused by name', async () => {
  await expect(senses.wave(s, [{ source: Int32Array.of(0, 0, 0, 1024), open: bytes, eight: false }])).rejects.toThrow(/source\[3\] is 1024, expected -1 to 1023/);
  await expect(senses.rays(s, [{ direction: [0, 0], through: bytes }])).rejects.toThrow(/not both 0/);
  await expect(senses.drift(s, [{ body: four, direction: [1, 1] }])).rejects.toThrow(/one orthogonal unit step/);
  await expect(senses.listen(s, s.colour, [Int32Array.of(0, 1, 2, 4)])).rejects.toThrow(/table\[3\] is 4, expected -1 to 3/);
  await expect(senses.listen(s, Int8Array.of(0, 1, 2, 12), [])).rejects.toThrow(/phase\[3\] is 12, expected -1 to 9/);
  await expect(senses.gather(s, [{ group: four, signal: Int32Array.of(0, 0, 5000, 0) }])).rejects.toThrow(/signal\[2\] is 5000/);
  await expect(senses.diffuse(s, s.colour, -1)).rejects.toThrow(/time is -1/);
  expect(() => fieldSenses({ backend: 'webgpuu' })).toThrow(RangeError);
});

test('a process that does not settle in its time limit says so', async () => {
  const impatient = fieldSenses({ backend: 'webasm', timeLimit: 20 }), line = sea([[Array<number>(30).fill(4)]]);
  const open = new Uint8Array(30).fill(1), source = new Int32Array(30).fill(-1), path = sea([Array.from({ length: 30 }, () => Array<number>(30).fill(4))]);
  source[0] = 0;
  await expect(impatient.wave(line, [{ source, open, eight: false }])).rejects.toThrow(/wave: .*not settled/);
  await expect(impatient.segment(path, [{ kind: new Int32Array(900), eight: false }])).rejects.toThrow(/segment: .*not settled/);
});

test('a grid longer than a wave can count is refused, not misread', async () => {
  const long = sea([[Array<number>(2001).fill(0)]]), field = new Int32Array(2001), open = new Uint8Array(2001);
  await expect(senses.wave(long, [{ source: field, open, eight: false }])).rejects.toThrow(/grid 0 has 1 × 2001 sites, expected at most 2000/);
  await expect(senses.drift(long, [{ body: field, direction: [0, 1] }])).rejects.toThrow(/at most 2000/);
});

test('no request is an empty answer', async () => {
  expect(await senses.segment(s, [])).toEqual([]);
  expect(await senses.listen(s, s.colour, [])).toEqual([]);
  expect(await senses.drift(s, [])).toEqual([]);
});
