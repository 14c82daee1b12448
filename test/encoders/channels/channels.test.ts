import { describe, expect, it } from 'vitest';
import { sea } from '../../../src/encoders/sea.ts';
import type { Grid } from '../../../src/tasks/types.ts';
import { hear } from '../../../src/encoders/channels/hearing.ts';
import { listenToBodies, segmentations } from '../../../src/encoders/channels/bodies.ts';
import { enclosure } from '../../../src/encoders/channels/enclosure.ts';
import { gravity } from '../../../src/encoders/channels/gravity.ts';
import { lines } from '../../../src/encoders/channels/lines.ts';
import { local } from '../../../src/encoders/channels/local.ts';
import { mirrors } from '../../../src/encoders/channels/mirrors.ts';
import { lattices, panels } from '../../../src/encoders/channels/panels.ts';
import { patterns } from '../../../src/encoders/channels/patterns.ts';
import { rays } from '../../../src/encoders/channels/rays.ts';
import { regionSets } from '../../../src/encoders/channels/regions.ts';
import { fieldSenses } from '../../../src/encoders/fieldSenses.ts';

const senses = fieldSenses({ threads: false });
const draw = (text: string): Grid => text.trim().split('\n').map((line) => [...line.trim()].map((c) => (c === '.' ? 0 : Number(c))));
const heard = async (...pictures: string[]) => hear(sea(pictures.map(draw)), senses);

/** A channel of the first grid as rows, silence written as '-'. */
function said(h: Awaited<ReturnType<typeof heard>>, name: string): string {
  const channel = h.book.channels.find((c) => c.name === name);
  if (!channel) throw new Error(`no channel "${name}" among ${h.book.channels.map((c) => c.name).join(', ')}`);
  const { rows, columns } = h.sea.grids[0];
  return Array.from({ length: rows }, (_, r) => Array.from({ length: columns }, (_, c) => { const v = channel.values[r * columns + c]; return v < 0 ? '-' : String(v); }).join('')).join('\n');
}

describe('rhythm channels, heard from the simulated medium', () => {
  it('local: counts the occupied among four neighbours', async () => {
    const h = await heard('.2.\n222\n..2');
    await local(h);
    expect(said(h, 'occupied of 4 neighbours')).toBe('212\n132\n121');
  });

  it('rays: a site between two of one colour hears that colour, others are silent', async () => {
    const h = await heard('3..3\n4..5\n....');
    await rays(h);
    expect(said(h, 'between two of one colour horizontally')).toBe('-33-\n----\n----');
    expect(said(h, 'distance to the first colour left')).toBe('-123\n-123\n----');
  });

  it('enclosure: the room no wave reaches knows its size and the colour of its walls', async () => {
    const h = await heard('.....\n.777.\n.7.7.\n.777.\n....8');
    await enclosure(h);
    expect(said(h, 'enclosed (wave of 4 neighbours)')).toBe('00000\n00000\n00100\n00000\n00000');
    expect(said(h, 'colour of the walls around')).toBe('-----\n-----\n--7--\n-----\n-----');
  });

  it('bodies: size, holes, symmetry and copies are heard from mean fields and contests', async () => {
    const h = await heard('111..\n1.1.2\n111.2\n.....\n.22..');
    const [shape] = await listenToBodies(h, segmentations(h));
    const bySize = [...shape.size].map((_, k) => k).sort((a, b) => shape.size[b] - shape.size[a] || shape.top[a] - shape.top[b]);
    const of = (name: string) => bySize.map((k) => shape.attributes.get(name)![k]);
    expect(of('size')).toEqual([8, 2, 2]);
    expect(of('holes')).toEqual([1, 0, 0]);
    expect(of('copies of its shape')).toEqual([0, 0, 0]);
    expect(of('copies of its shape, turned')).toEqual([0, 1, 1]);
    expect(of('mirror axes')).toEqual([4, 2, 2]);
    expect(of('size: place in the contest')).toEqual([0, 1, 1]);
  });

  it('bodies over eight neighbours: a diagonal ring has its hole, a diagonal line has none', async () => {
    const h = await heard('.3.\n3.3\n.3.', '3..\n.3.\n..3');
    const [shape] = await listenToBodies(h, segmentations(h));
    expect([...shape.attributes.get('holes')!]).toEqual([1, 0]);
  });

  it('lines: a row mostly sings its loudest colour', async () => {
    const h = await heard('4.44\n.5..\n....\n....');
    await lines(h);
    expect(said(h, 'loudest colour of the row')).toBe('4444\n5555\n----\n----');
  });

  it('mirrors: what an occluder hides is filled by the axis that interferes without loss', async () => {
    const h = await heard('1221\n3443\n3493\n1221');
    await mirrors(h);
    expect(said(h, 'what mirrors say where colour 9 hides it')).toBe('1221\n3443\n3443\n1221');
  });

  it('mirrors: a tiling fills what an occluder hides, over several occluded periods', async () => {
    const h = await heard('123123\n231231\n312998\n123998\n231231\n312312'.replaceAll('8', '9'));
    await mirrors(h);
    expect(said(h, 'what the tiling says where colour 9 hides it')).toBe('123123\n231231\n312312\n123123\n231231\n312312');
  });

  it('gravity: sites drift down until contact', async () => {
    const h = await heard('1.2\n.3.\n...\n.4.');
    await gravity(h, (await listenToBodies(h, segmentations(h)))[0]);
    expect(said(h, 'sites drifting down')).toBe('000\n000\n030\n142');
  });

  it('panels: walls split the plate, panels know their fullest', async () => {
    const h = await heard('1.5..\n..5..\n55555\n..511\n..51.');
    expect(lattices(h)[0]).toMatchObject({ colour: 5, tops: [0, 3], lefts: [0, 3], rows: 2, columns: 2 });
    await panels(h, lattices(h));
    expect(said(h, 'the fullest panel')).toBe('00-00\n00-00\n-----\n00-11\n00-11');
  });

  it('patterns: every sub-rectangle has an order parameter, the largest of one voice is known around a site', async () => {
    const h = await heard('000012\n000021\n000012\n333333\n303030\n333333');
    await patterns(h);
    expect(said(h, 'rows of the largest rectangle of one voice')).toBe('333311\n333311\n333311\n111111\n313131\n111111');
    expect(said(h, 'columns of the largest rectangle of one voice').split('\n')[3]).toBe('666666');
    expect(said(h, 'in the largest empty rectangle')).toBe('111100\n111100\n111100\n000000\n000000\n000000');
  });

  it('patterns: what never changes from input to input is scenery', async () => {
    const h = await heard('12\n34', '12\n54', '12\n64');
    await patterns(h);
    expect(said(h, 'the same in all inputs')).toBe('11\n01');
  });

  it('regions: boxes compete with their own mean fields', async () => {
    const h = await heard('11...\n11.2.\n.....\n333..');
    const sets = await regionSets(h, await listenToBodies(h, segmentations(h)), lattices(h));
    const boxes = sets.find((s) => s.name === 'box of a shape')!;
    expect(boxes.regions.map((r) => r.rows * r.columns).sort()).toEqual([1, 3, 4]);
    expect([...boxes.attributes.get('occupied sites')!].sort()).toEqual([1, 3, 4]);
  });
});
