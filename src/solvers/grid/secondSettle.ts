import { sea as laySea } from '../../encoders/sea.ts';
import type { Channel } from '../../encoders/channels/book.ts';
import { hear } from '../../encoders/channels/hearing.ts';
import { enclosure } from '../../encoders/channels/enclosure.ts';
import { lines } from '../../encoders/channels/lines.ts';
import { local } from '../../encoders/channels/local.ts';
import { rays } from '../../encoders/channels/rays.ts';
import type { Grid } from '../../tasks/types.ts';
import type { Candidate } from './candidate.ts';
import { candidatesOf } from './candidates.ts';
import type { Scene } from './frame.ts';
import { buildStage, toGrid, type Stage } from './stage.ts';

/** Where the first settling is this well explained, nothing is left to learn from its errors. */
const CONTENT = 3;

export function content(best: Candidate | undefined): boolean {
  return best !== undefined && best.energy < CONTENT && best.leaveOneOut === 1;
}

/** First states tried, price of a second settling, and what its channels cost more than the first's. */
const STATES = 2, SURCHARGE = 0.7, EXTRA = 0.4;

/**
 * The settled output is played into the medium once more, and gates are taught again on what the medium says about it. The
 * demonstrations' states are those settled while they were left out of plasticity: fitted ones would show no error to learn from.
 */
export async function secondSettle(scene: Scene, first: Candidate[], seed: number, expired: () => boolean): Promise<Candidate[]> {
  const out: Candidate[] = [];
  const tried = new Set<string>();
  for (const c of first) {
    if (tried.size >= STATES || expired()) break;
    const states = c.stage.frame.shapes.map((_, p) => toGrid(c.stage, p, c.unseen.map((v) => Math.max(0, v))));
    const key = JSON.stringify(states);
    if (tried.has(key)) continue;
    tried.add(key);
    const extra = await listenAgain(scene, c.stage, states);
    out.push(...candidatesOf(buildStage(scene, c.stage.frame, extra), seed, expired, SURCHARGE + 0.35 * c.cover.cost + 0.12 * c.gateCost));
  }
  return out;
}

/** Channels of the settled states, laid on the stage's cells. */
async function listenAgain(scene: Scene, stage: Stage, states: Grid[]): Promise<Channel[]> {
  const hearing = await hear(laySea(states), scene.hearing.senses);
  await local(hearing);
  await rays(hearing);
  await enclosure(hearing);
  await lines(hearing);
  return hearing.book.channels.map((c) => {
    const values = new Int16Array(stage.cells).fill(-1);
    hearing.sea.grids.forEach((g, p) => values.set(c.values.subarray(g.offset, g.offset + g.rows * g.columns), stage.base[p]));
    return { ...c, name: `settled: ${c.name}`, cost: c.cost + EXTRA, values };
  });
}
