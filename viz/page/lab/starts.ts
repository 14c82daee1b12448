import { randomLcg, randomNormal, shuffler } from 'd3';
import type { Ground } from './ground.ts';

/** Even draws between −spread and spread. */
export function uniform(n: number, seed: number, spread = Math.PI): Float32Array {
  const random = randomLcg(seed);
  return Float32Array.from({ length: n }, () => spread * (2 * random() - 1));
}

export function normal(n: number, seed: number, deviation = 1): Float32Array {
  const draw = randomNormal.source(randomLcg(seed))(0, deviation);
  return Float32Array.from({ length: n }, () => draw());
}

/** Argument of a sum of long waves with random weights on a torus: smooth, with some points that every phase meets. */
export function smooth({ rows, columns }: Ground, longest: number, seed: number): Float32Array {
  const draw = randomNormal.source(randomLcg(seed))(0, 1), waves: [number, number, number, number][] = [];
  for (let k = -longest; k <= longest; k++) for (let l = -longest; l <= longest; l++) waves.push([k, l, draw(), draw()]);
  const turns = (length: number, f: (x: number) => number) => Float64Array.from({ length }, (_, i) => f((2 * Math.PI * i) / length));
  const xc = turns(columns, Math.cos), xs = turns(columns, Math.sin), yc = turns(rows, Math.cos), ys = turns(rows, Math.sin), at = (k: number, i: number, n: number) => (((k * i) % n) + n) % n;
  return Float32Array.from({ length: rows * columns }, (_, i) => {
    const row = Math.floor(i / columns), column = i % columns;
    let re = 0, im = 0;
    for (const [k, l, a, b] of waves) {
      const x = at(k, column, columns), y = at(l, row, rows), c = xc[x] * yc[y] - xs[x] * ys[y], s = xs[x] * yc[y] + xc[x] * ys[y];
      re += a * c - b * s;
      im += a * s + b * c;
    }
    return Math.atan2(im, re);
  });
}

/** Evenly spaced quantiles of a Lorentzian of width 1, shuffled and cut at ±40: the frequencies of the classic onset. */
export function lorentzian(n: number, seed: number): Float32Array {
  const values = Array.from({ length: n }, (_, i) => Math.max(-40, Math.min(40, Math.tan((Math.PI * (2 * i - n + 1)) / (2 * n + 2)))));
  return Float32Array.from(shuffler(randomLcg(seed))(values));
}
