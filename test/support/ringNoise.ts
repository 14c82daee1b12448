import { Chance } from '../../src/field/chance.ts';
import type { Contours } from '../../src/field/contours.ts';
import { ringLanes } from '../../src/field/fused/ringLanes.ts';
import type { RingPace } from '../../src/field/ringField.ts';

/**
 * The noise that the fused module draws for a field, step by step and synapse by synapse: one xorshift128 a lane, one word a copy, read
 * as a signed number and stretched to the variance σ² dt.
 */
export function ringNoise(contours: Contours, seed: number, { dt, deviation }: RingPace): () => Float32Array {
  const lanes = ringLanes(contours).synapse;
  const chance = Array.from({ length: 4 }, (_, lane) => new Chance(seed ^ (0x51ed270b * (lane + 1))));
  return () => {
    const noise = new Float32Array(contours.unit.length);
    lanes.forEach((e, k) => {
      const v = chance[k & 3].next(), signed = v < 0.5 ? v : v - 1;
      if (e >= 0) noise[e] = signed * deviation * Math.sqrt(12 * dt);
    });
    return noise;
  };
}
