import type { Channel } from '../../encoders/channels/book.ts';
import type { Candidate, Front } from './candidate.ts';
import { candidatesOf } from './candidates.ts';
import type { Frame, Scene } from './frame.ts';
import { buildStage, layout, type Stage } from './stage.ts';

/** Price of answering in a wave instead of at once, and of listening one or two steps back. */
const SURCHARGE = 0.8, NEAR = 1.4, FAR = 2;

/** Steps back that a front listens over. */
const BACK: [number, number][] = [];
for (let dr = -2; dr <= 2; dr++) for (let dc = -2; dc <= 2; dc++)
  if ((dr || dc) && (Math.max(Math.abs(dr), Math.abs(dc)) === 1 || dr === 0 || dc === 0 || Math.abs(dr) === Math.abs(dc))) BACK.push([dr, dc]);

interface Sweep {
  name: string;
  /** When the front reaches a cell. */
  time: (pair: number, row: number, column: number) => number;
}

/**
 * The answer settles along a front: a cell is answered when the front reaches it, hearing what the cells behind the front were
 * answered. Plasticity clamps the taught outputs behind the front; on unseen grids, left-out demonstrations included, the front
 * rolls over its own answers.
 */
export function waveSettle(scene: Scene, frame: Frame, seed: number, expired: () => boolean): Candidate[] {
  const out: Candidate[] = [];
  for (const sweep of sweeps(scene, frame)) {
    if (expired()) break;
    const { stage, front } = frontStage(scene, frame, sweep);
    out.push(...candidatesOf(stage, seed, expired, SURCHARGE, front).filter((c) => c.cover.sources.some((s) => s.name.startsWith('answered ')) || usesFront(c)));
  }
  return out;
}

function usesFront(c: Candidate): boolean {
  const listens = (g: Candidate['gates'][0]): boolean => 'unit' in g && (c.units!.reading[g.unit].channel.name.startsWith('answered ') || c.units!.reading[g.unit].other?.name.startsWith('answered ') === true || listens(g.on) || listens(g.off));
  return listens(c.gates[0]);
}

function sweeps(scene: Scene, frame: Frame): Sweep[] {
  const all: Sweep[] = [
    { name: 'from the top', time: (_p, r) => r },
    { name: 'from the bottom', time: (p, r) => frame.shapes[p][0] - 1 - r },
    { name: 'from the left', time: (_p, _r, c) => c },
    { name: 'from the right', time: (p, _r, c) => frame.shapes[p][1] - 1 - c },
  ];
  if (frame.name !== 'same shape') return all;
  const { sea, book } = scene.hearing;
  for (const name of ['distance to the nearest object', 'distance to the nearest object (8 neighbours)']) {
    const arrival = book.channels.find((c) => c.name === name);
    if (arrival) all.push({ name: `outward, ${name.includes('8') ? '8' : '4'} neighbours`, time: (p, r, c) => arrival.values[sea.grids[p].offset + r * sea.grids[p].columns + c] });
  }
  const rim = (p: number, r: number, c: number) => Math.min(r, c, frame.shapes[p][0] - 1 - r, frame.shapes[p][1] - 1 - c);
  all.push({ name: 'from the rim inward', time: rim });
  return all;
}

function frontStage(scene: Scene, frame: Frame, sweep: Sweep): { stage: Stage; front: Front } {
  const { base, cells } = layout(frame);
  const time = new Int16Array(cells).fill(-1);
  frame.shapes.forEach(([rows, columns], p) => { for (let k = 0; k < rows * columns; k++) time[base[p] + k] = sweep.time(p, Math.floor(k / columns), k % columns); });
  /** The cell (dr, dc) away where the front has been before, or −1. */
  const behind = (pair: number, i: number, [dr, dc]: [number, number]): number => {
    const [rows, columns] = frame.shapes[pair], k = i - base[pair], r = Math.floor(k / columns) + dr, c = (k % columns) + dc;
    if (r < 0 || c < 0 || r >= rows || c >= columns) return -1;
    const j = base[pair] + r * columns + c;
    return time[j] < time[i] ? j : -1;
  };
  const channels = BACK.map(([dr, dc]): Channel => {
    const near = Math.max(Math.abs(dr), Math.abs(dc)) === 1, values = new Int16Array(cells).fill(-1);
    scene.taught.forEach((t, p) => t.forEach((row, r) => row.forEach((_, c) => {
      const i = base[p] + r * row.length + c, j = behind(p, i, [dr, dc]);
      if (j >= 0) values[i] = t[Math.floor((j - base[p]) / row.length)][(j - base[p]) % row.length];
    })));
    return { name: `answered at (${dr}, ${dc}), ${sweep.name}`, kind: 'colour', cost: near ? NEAR : FAR, values, relative: near, source: true };
  });
  const stage = buildStage(scene, frame, channels);
  const live = stage.channels.filter((c) => c.name.startsWith('answered ')).map((channel) => ({ channel, step: BACK[channels.findIndex((c) => c.name === channel.name)] }));
  const layersOf = (pair: number): number[][] => {
    const [rows, columns] = frame.shapes[pair], byTime = new Map<number, number[]>();
    for (let i = base[pair]; i < base[pair] + rows * columns; i++) byTime.set(time[i], [...(byTime.get(time[i]) ?? []), i]);
    return [...byTime].sort((a, b) => a[0] - b[0]).map(([, layer]) => layer);
  };
  const known = frame.shapes.map((_, p) => layersOf(p));
  return {
    stage,
    front: {
      layers: (pair) => known[pair],
      renew: (pair, layer, answered) => {
        for (const { channel, step } of live) for (const i of layer) {
          const j = behind(pair, i, step);
          channel.values[i] = j < 0 ? -1 : answered[j];
        }
      },
    },
  };
}
