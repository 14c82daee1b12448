import type { Grid, Question } from '../../tasks/types.ts';
import { sea as laySea } from '../../encoders/sea.ts';
import type { Senses } from '../../encoders/senses.ts';
import { hear } from '../../encoders/channels/hearing.ts';
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

/** Plays all inputs of a question into the medium and listens to everything it can tell. */
export async function perceive(question: Question, senses: Senses): Promise<Scene> {
  const inputs: Grid[] = [...question.train.map((p) => p.input), ...question.test];
  const hearing = await hear(laySea(inputs), senses);
  await local(hearing);
  place(hearing);
  await rays(hearing);
  await enclosure(hearing);
  const bodies = await listenToBodies(hearing, segmentations(hearing));
  await objects(hearing, bodies);
  await lines(hearing);
  await mirrors(hearing);
  await gravity(hearing, bodies[0]);
  palette(hearing, bodies);
  await panels(hearing, lattices(hearing));
  await patterns(hearing);
  return { hearing, bodies, inputs, taught: question.train.map((p) => p.output) };
}
