import { numpy as np } from '@jax-js/jax';
import { COLOURS, FEATURES, POSITION, type Sheet, shifted } from './tokens.ts';
import type { Batch } from './net.ts';

/** One sheet in one palette, with the answer to learn where it is known; `shift` moves its coordinates. */
export interface Sample { sheet: Sheet; palette: number[]; shift?: [number, number]; target?: Int8Array; weight?: Float32Array }

/** Most tokens of one sample; larger canvases are answered in slices. */
export const LIMIT = 1024;
const LADDER = [12, 20, 32, 52, 72, 100, 128, 168, 200, 256, 324, 400, 512, 640, 784, 900, 1024];

/** The next length that is compiled: shapes come from one short ladder, so that tasks share compiled steps. */
export function ladder(tokens: number): number {
  return LADDER.find((s) => s >= tokens) ?? LIMIT;
}

/** Pads samples to S tokens each and to `rows` samples with empty ones: features [B, S, F], position, colour, wall [B, 1, 1, S]. */
export function batchOf(samples: Sample[], S: number, B: number): Batch {
  const features = new Float32Array(B * S * FEATURES), position = new Float32Array(B * S * POSITION);
  const colour = new Float32Array(B * S * COLOURS), wall = new Float32Array(B * S).fill(-1e9);
  samples.forEach(({ sheet, palette, shift }, b) => {
    for (let t = 0; t < sheet.tokens; t++) {
      const row = b * S + t, at = row * FEATURES;
      for (let k = 0; k < 3; k++) {
        const c = sheet.colours[3 * t + k];
        if (c >= 0) features[at + 10 * k + palette[c]] = 1;
        else features[at + 30] = 1;
      }
      const p = row * POSITION;
      if (shift) shifted(sheet.position, t * POSITION, shift, position, p);
      else position.set(sheet.position.subarray(t * POSITION, (t + 1) * POSITION), p);
      features.set(position.subarray(p, p + POSITION), at + 32);
      if (t < sheet.keys) {
        colour[row * COLOURS + palette[sheet.colours[3 * t]]] = 1;
        wall[row] = 0;
      }
    }
  });
  for (let b = samples.length; b < B; b++) wall[b * S] = 0;
  return { features: np.array(features).reshape([B, S, FEATURES]), position: np.array(position).reshape([B, S, POSITION]),
    colour: np.array(colour).reshape([B, S, COLOURS]), wall: np.array(wall).reshape([B, 1, 1, S]) };
}

/** Weighted one-hot targets [B, S, COLOURS]; their sum is 1, whatever the sizes. */
export function targetsOf(samples: Sample[], S: number, B: number): np.Array {
  const y = new Float32Array(B * S * COLOURS);
  samples.forEach(({ sheet, palette, target, weight }, b) => {
    if (!target || !weight) return;
    for (let i = 0; i < target.length; i++) y[(b * S + sheet.first + i) * COLOURS + palette[target[i]]] = weight[i] / samples.length;
  });
  return np.array(y).reshape([B, S, COLOURS]);
}
