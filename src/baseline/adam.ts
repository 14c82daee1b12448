import { jit, nn, numpy as np, tree, valueAndGrad } from '@jax-js/jax';
import { type Batch, forward, type Weights } from './net.ts';

/** Weights and Adam's two running moments. */
export type State = { weights: Weights; mean: Weights; square: Weights };

const BETA1 = 0.9, BETA2 = 0.98, EPS = 1e-8;

/** − Σ y log softmax(logits): the cross entropy under targets that already carry their weights. */
function loss(w: Weights, batch: Batch, y: np.Array): np.Array {
  return np.sum(nn.logSoftmax(forward(w, batch), -1).mul(y)).mul(-1);
}

type Trees = { state: State; loss: np.Array };

/**
 * One compiled training step. m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², w ← w(1 − decay) − rate m / (√v + ε); the bias
 * correction √(1 − β₂ᵗ) / (1 − β₁ᵗ) is inside `rate`. jax-js frees what it is given: the caller owns only what comes back.
 */
const step = jit((state: State, batch: Batch, y: np.Array, rate: np.Array, keep: np.Array): Trees => {
  const [value, gradient] = valueAndGrad(loss)(tree.ref(state.weights) as Weights, batch, y) as unknown as [np.Array, Weights];
  const [g, shape] = tree.flatten(gradient) as [np.Array[], ReturnType<typeof tree.structure>];
  const leaves = (t: Weights): np.Array[] => tree.leaves(t) as np.Array[];
  const w = leaves(state.weights), m = leaves(state.mean), v = leaves(state.square);
  const next: [np.Array[], np.Array[], np.Array[]] = [[], [], []];
  g.forEach((gi, i) => {
    const mean = m[i].mul(BETA1).add(gi.ref.mul(1 - BETA1)), square = v[i].mul(BETA2).add(np.square(gi).mul(1 - BETA2));
    next[1].push(mean.ref);
    next[2].push(square.ref);
    next[0].push(w[i].mul(keep.ref).sub(mean.mul(rate.ref).div(np.sqrt(square).add(EPS))));
  });
  rate.dispose();
  keep.dispose();
  const [weights, mean, square] = next.map((a) => tree.unflatten(shape, a) as unknown as Weights);
  return { state: { weights, mean, square }, loss: value };
});

/** Fresh moments of zero beside the weights. */
export function start(weights: Weights): State {
  const zeros = (): Weights => tree.map((a: np.Array) => np.zeros(a.shape), weights as never) as unknown as Weights;
  return { weights, mean: zeros(), square: zeros() };
}

/** Step number `t` ≥ 1 with learning rate `rate` and weight decay `decay`. Consumes state, batch and y. */
export function adamStep(state: State, batch: Batch, y: np.Array, t: number, rate: number, decay: number): { state: State; loss: number } {
  const corrected = (rate * Math.sqrt(1 - BETA2 ** t)) / (1 - BETA1 ** t);
  const out = step(state as never, batch as never, y, np.array(corrected), np.array(1 - rate * decay)) as unknown as Trees;
  return { state: out.state, loss: (out.loss.dataSync() as Float32Array)[0] };
}

const run = jit((w: Weights, batch: Batch) => nn.softmax(forward(w, batch), -1));
const look = jit((w: Weights, batch: Batch): np.Array[] => {
  const maps: np.Array[] = [], logits = forward(w, batch, maps);
  return [nn.softmax(logits, -1), ...maps];
});

/**
 * Colour probabilities [B, S, 12], flat; where `withMaps` is set also the attention maps of `forward`, flat. Consumes the batch, leaves
 * the weights alone.
 */
export function predict(weights: Weights, batch: Batch, withMaps: boolean): { probability: Float32Array; maps: Float32Array[] } {
  const w = tree.ref(weights as never) as never;
  if (!withMaps) return { probability: (run(w, batch as never) as unknown as np.Array).dataSync() as Float32Array, maps: [] };
  const [probability, ...maps] = (look(w, batch as never) as unknown as np.Array[]).map((a) => a.dataSync() as Float32Array);
  return { probability, maps };
}
