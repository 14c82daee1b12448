import { defaultDevice, init, numpy as np, tree } from '@jax-js/jax';
import { adamStep, predict, start } from './adam.ts';
import { type Batch, weightCount, weights } from './net.ts';
import { seeded } from './random.ts';
import { FEATURES, POSITION } from './tokens.ts';

/** Symbols the net sees at once. */
const CONTEXT = 64;

export interface SequenceLesson {
  symbols: ArrayLike<number>;
  taught: ArrayLike<number>;
  scored: ArrayLike<number>;
  /** First moment that is asked, not taught. */
  end: number;
  passes: number;
  seed: number;
  signal?: AbortSignal;
}

export interface SequenceAnswer {
  right: number;
  asked: number;
  parameters: number;
  updates: number;
  cpuSeconds: number;
}

/** Windows a training step, and learning rate: small steps, because the number of passes, not of steps, is what is compared. */
const WINDOWS = 1, RATE = 3e-3, DECAY = 0.05;
let ready: Promise<unknown> | undefined;

/** cos and sin of the place in the window at 32 wavelengths from 2 to 128 symbols. */
const PLACES = Float32Array.from({ length: CONTEXT * POSITION }, (_, i) => {
  const angle = (2 * Math.PI * Math.floor(i / POSITION)) / (2 * 64 ** (Math.floor((i % POSITION) / 2) / (POSITION / 2 - 1)));
  return i % 2 === 0 ? Math.cos(angle) : Math.sin(angle);
});
/** 0 for what came before, −1e9 for what is to come. */
const CAUSAL = Float32Array.from({ length: CONTEXT * CONTEXT }, (_, i) => (i % CONTEXT <= Math.floor(i / CONTEXT) ? 0 : -1e9));

/**
 * The attention net of the grid tasks (two layers, four heads, copy head) behind a causal wall: a token a symbol, a position a place in
 * a window of 64, trained by Adam on windows cut from the first `end` moments, `passes` times over them, and asked from `end` on with
 * at least 32 symbols of context. Every window of a pass starts at another offset.
 */
export async function attendSequence(lesson: SequenceLesson): Promise<SequenceAnswer> {
  const { symbols, taught, scored, end, passes, seed, signal } = lesson;
  if (end < CONTEXT + 1) throw new RangeError(`attendSequence: end is ${end}, expected more than ${CONTEXT} symbols to learn from. Play a longer sequence.`);
  ready ??= init('wasm').then(() => defaultDevice('wasm'));
  await ready;
  const random = seeded(seed), from = process.cpuUsage(), perPass = Math.floor(end / CONTEXT), steps = Math.max(1, Math.round((passes * perPass) / WINDOWS));
  const fresh = weights(random), colours = fresh.readBias.shape[0];
  let state = start(fresh), queue: number[] = [];
  for (let t = 1; t <= steps && !signal?.aborted; t++) {
    while (queue.length < WINDOWS) { // one more pass: windows side by side from a random offset, in random order
      const offset = Math.floor(random() * (end - perPass * CONTEXT + 1));
      queue = [...queue, ...Array.from({ length: perPass }, (_, i) => [random(), offset + i * CONTEXT]).sort((a, b) => a[0] - b[0]).map((w) => w[1])];
    }
    const windows = queue.splice(0, WINDOWS), y = new Float32Array(WINDOWS * CONTEXT * colours);
    windows.forEach((w, b) => { for (let i = 0; i < CONTEXT; i++) y[(b * CONTEXT + i) * colours + taught[w + i]] = 1 / (WINDOWS * CONTEXT); });
    const rate = RATE * Math.min(1, t / 20) * (1.05 - t / steps);
    state = adamStep(state, batchOf(symbols, windows, colours), np.array(y).reshape([WINDOWS, CONTEXT, colours]), t, rate, DECAY).state;
    if (t % 8 === 0) await new Promise((done) => setImmediate(done));
  }
  let right = 0, asked = 0;
  const half = CONTEXT / 2;
  for (let first = end; first < symbols.length && !signal?.aborted; first += half) {
    const w = Math.min(first - half, symbols.length - CONTEXT), { probability } = predict(state.weights, batchOf(symbols, [w], colours), false);
    for (let t = first; t < Math.min(first + half, symbols.length); t++) {
      if (!scored[t]) continue;
      let best = 0;
      for (let k = 1; k < colours; k++) if (probability[(t - w) * colours + k] > probability[(t - w) * colours + best]) best = k;
      asked += 1;
      if (best === taught[t]) right += 1;
    }
    await new Promise((done) => setImmediate(done));
  }
  tree.dispose(state as never);
  const used = process.cpuUsage(from);
  return { right, asked, parameters: weightCount(), updates: steps, cpuSeconds: (used.user + used.system) / 1e6 };
}

/** Windows of symbols as the grid net reads them: one-hot symbol, place; the copy head copies symbols. */
function batchOf(symbols: ArrayLike<number>, windows: number[], colours: number): Batch {
  const B = windows.length, features = new Float32Array(B * CONTEXT * FEATURES), position = new Float32Array(B * CONTEXT * POSITION), colour = new Float32Array(B * CONTEXT * colours);
  windows.forEach((w, b) => {
    for (let i = 0; i < CONTEXT; i++) {
      const row = b * CONTEXT + i;
      features[row * FEATURES + symbols[w + i]] = 1;
      features.set(PLACES.subarray(i * POSITION, (i + 1) * POSITION), row * FEATURES + FEATURES - POSITION);
      colour[row * colours + symbols[w + i]] = 1;
    }
    position.set(PLACES, b * CONTEXT * POSITION);
  });
  return { features: np.array(features).reshape([B, CONTEXT, FEATURES]), position: np.array(position).reshape([B, CONTEXT, POSITION]),
    colour: np.array(colour).reshape([B, CONTEXT, colours]), wall: np.array(CAUSAL.slice()).reshape([1, 1, CONTEXT, CONTEXT]) };
}
