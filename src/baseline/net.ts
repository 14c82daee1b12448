import { nn, numpy as np } from '@jax-js/jax';
import { COLOURS, FEATURES, POSITION } from './tokens.ts';
import type { Random } from './random.ts';

type Weight = np.Array;
type Layer = { q: Weight; k: Weight; v: Weight; pq: Weight; pk: Weight; o: Weight; up: Weight; bias: Weight; down: Weight };
/** Every weight of the net. A type alias, because jax-js trees do not take interfaces. */
export type Weights = { embed: Weight; embedBias: Weight; layers: Layer[]; copyQ: Weight; copyK: Weight; copyPQ: Weight; copyPK: Weight; gate: Weight; gateBias: Weight; read: Weight; readBias: Weight };
/** What the net reads for a batch of B sheets padded to S tokens. */
export type Batch = { features: np.Array; position: np.Array; colour: np.Array; wall: np.Array };

const WIDTH = 64, HEADS = 4;
const QK = 32, V = WIDTH / HEADS, HIDDEN = 128;
/** Gains of the first weights: positions in the embedding start faint, so that colour rules are found before places are learnt by heart. */
const GAIN = { colour: 2, place: 0.05, near: 1.5, copy: 2.5, out: 0.5 };

/** Number of weights in the tree that `weights` makes. */
export function weightCount(): number {
  const layer = 2 * WIDTH * HEADS * QK + 2 * POSITION * HEADS * QK + 2 * WIDTH * WIDTH + 2 * WIDTH * HIDDEN + HIDDEN;
  return FEATURES * WIDTH + WIDTH + 2 * layer + 2 * WIDTH * QK + 2 * POSITION * QK + WIDTH + 1 + WIDTH * COLOURS + COLOURS;
}

/** Random weights, uniform with variance 1 / fan-in. Position queries and keys start tied, so that a head first looks near. */
export function weights(random: Random): Weights {
  const draw = (rows: number, columns: number, gain = 1): Float32Array => {
    const scale = gain * Math.sqrt(3 / rows);
    return Float32Array.from({ length: rows * columns }, () => (2 * random() - 1) * scale);
  };
  const matrix = (rows: number, columns: number, gain = 1): Weight => np.array(draw(rows, columns, gain)).reshape([rows, columns]);
  const tied = (columns: number, gain: number): [Weight, Weight] => {
    const values = draw(POSITION, columns, gain);
    return [np.array(values).reshape([POSITION, columns]), np.array(values.slice()).reshape([POSITION, columns])];
  };
  const layer = (): Layer => {
    const [pq, pk] = tied(HEADS * QK, GAIN.near);
    return { q: matrix(WIDTH, HEADS * QK), k: matrix(WIDTH, HEADS * QK), v: matrix(WIDTH, WIDTH), pq, pk, o: matrix(WIDTH, WIDTH, GAIN.out),
      up: matrix(WIDTH, HIDDEN, 1.4), bias: np.zeros([HIDDEN]), down: matrix(HIDDEN, WIDTH, GAIN.out) };
  };
  const embed = (): Weight => {
    const e = draw(32, WIDTH, GAIN.colour), p = draw(POSITION, WIDTH, GAIN.place), both = new Float32Array(FEATURES * WIDTH);
    both.set(e);
    both.set(p, e.length);
    return np.array(both).reshape([FEATURES, WIDTH]);
  };
  const [copyPQ, copyPK] = tied(QK, GAIN.copy);
  return { embed: embed(), embedBias: np.zeros([WIDTH]), layers: [layer(), layer()], copyQ: matrix(WIDTH, QK, 0.5), copyK: matrix(WIDTH, QK, 0.5), copyPQ, copyPK,
    gate: matrix(WIDTH, 1, 0.1), gateBias: np.array([4]), read: matrix(WIDTH, COLOURS, 0.3), readBias: np.zeros([COLOURS]) };
}

/** Root-mean-square normalisation over the last axis. */
function normal(x: np.Array): np.Array {
  const scale = np.sqrt(np.mean(np.square(x.ref), -1, { keepdims: true }).add(1e-5));
  return x.div(scale);
}

/** [B, S, n · width] split into heads: [B, n, S, width]. */
const heads = (x: np.Array, n: number, width: number): np.Array => {
  const [b, s] = x.shape;
  return x.reshape([b, s, n, width]).transpose([0, 2, 1, 3]);
};

/** softmax(q kᵀ / √QK + wall), shape [B, heads, S, S]. */
function attention(q: np.Array, k: np.Array, n: number, wall: np.Array): np.Array {
  const scores = np.matmul(heads(q, n, QK), heads(k, n, QK).transpose([0, 1, 3, 2]));
  return nn.softmax(scores.mul(1 / Math.sqrt(QK)).add(wall), -1);
}

/**
 * Colour logits [B, S, 12]. Two pre-normalised layers of four heads and an MLP;
 * queries and keys are (content + position) projections; a last single head copies the colours of the cells it attends to:
 * logits = read(x) + gate(x) · Σ_j a_j onehot(colour_j). Where `maps` is given, it receives the attention of both layers
 * [B, 4, S, S] and of the copy head [B, 1, S, S].
 */
export function forward(w: Weights, batch: Batch, maps?: np.Array[]): np.Array {
  const { features, position, colour, wall } = batch;
  const [b, s] = features.shape;
  let x = np.matmul(features, w.embed).add(w.embedBias);
  for (const l of w.layers) {
    const n = normal(x.ref);
    const q = np.matmul(n.ref, l.q).add(np.matmul(position.ref, l.pq));
    const k = np.matmul(n.ref, l.k).add(np.matmul(position.ref, l.pk));
    const a = attention(q, k, HEADS, wall.ref);
    maps?.push(a.ref);
    const mixed = np.matmul(a, heads(np.matmul(n, l.v), HEADS, V));
    x = x.add(np.matmul(mixed.transpose([0, 2, 1, 3]).reshape([b, s, WIDTH]), l.o));
    const hidden = nn.relu(np.matmul(normal(x.ref), l.up).add(l.bias));
    x = x.add(np.matmul(hidden, l.down));
  }
  const n = normal(x);
  const q = np.matmul(n.ref, w.copyQ).add(np.matmul(position.ref, w.copyPQ));
  const k = np.matmul(n.ref, w.copyK).add(np.matmul(position, w.copyPK));
  const copy = attention(q, k, 1, wall);
  maps?.push(copy.ref);
  const gate = np.matmul(n.ref, w.gate).add(w.gateBias);
  const read = np.matmul(n, w.read).add(w.readBias);
  return read.add(gate.mul(np.matmul(copy.reshape([b, s, s]), colour)));
}
