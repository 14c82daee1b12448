import type { Grid, Question } from '../../tasks/types.ts';
import { sea as laySea } from '../../encoders/sea.ts';
import type { Senses } from '../../encoders/senses.ts';
import { hear, type Hearing } from '../../encoders/channels/hearing.ts';
import { listenToBodies, segmentations } from '../../encoders/channels/bodies.ts';
import { enclosure } from '../../encoders/channels/enclosure.ts';
import { gravity } from '../../encoders/channels/gravity.ts';
import { lines } from '../../encoders/channels/lines.ts';
import { local } from '../../encoders/channels/local.ts';
import { mirrors } from '../../encoders/channels/mirrors.ts';
import { objects } from '../../encoders/channels/objects.ts';
import { palette } from '../../encoders/channels/palette.ts';
import { lattices, panels } from '../../encoders/channels/panels.ts';
import { patterns } from '../../encoders/channels/patterns.ts';
import { place } from '../../encoders/channels/place.ts';
import { rays } from '../../encoders/channels/rays.ts';
import type { Scene } from './frame.ts';

/** Plays all inputs of a question into the medium and listens to everything it can tell. `begun` is told once it is known which colours are background. */
export async function perceive(question: Question, senses: Senses, begun?: (hearing: Hearing) => void): Promise<Scene> {
  const inputs: Grid[] = [...question.train.map((p) => p.input), ...question.test];
  const hearing = await hear(laySea(inputs), senses), processes: Scene['processes'] = [];
  begun?.(hearing);
  const play = async (name: string, listen: () => unknown): Promise<void> => {
    const from = hearing.book.channels.length;
    await listen();
    processes.push({ name, channels: hearing.book.channels.slice(from) });
  };
  await play('carried from neighbours', () => local(hearing));
  place(hearing); // no process: where a site lies is part of the plate
  await play('pulses along straight lines', () => rays(hearing));
  await play('a wave from the rim', () => enclosure(hearing));
  const bodies = await listenToBodies(hearing, segmentations(hearing));
  await play('cells that lock into objects', () => objects(hearing, bodies));
  await play('rows and columns as mean fields', () => lines(hearing));
  await play('meeting its own reflections', () => mirrors(hearing));
  await play('drifting until contact', () => gravity(hearing, bodies[0]));
  await play('mean fields of the whole grid', () => palette(hearing, bodies));
  await play('panels between walls', async () => panels(hearing, lattices(hearing)));
  await play('sub-rectangles and blocks', () => patterns(hearing));
  return { hearing, bodies, processes, inputs, taught: question.train.map((p) => p.output) };
}
