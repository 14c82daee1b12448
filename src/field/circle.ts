import type { Carrier, StencilLink } from './carrier.ts';
import { lattice } from './lattice.ts';

export interface CircleOptions {
  sites: number;
  /** Everybody up to this many steps away on both sides, oneself excluded, weight 1. */
  radius?: number;
  /** Instead of a radius: the weight of the site `step` further, as an odd list from step −R to R (the middle is oneself), or a function asked for every step around the circle once. */
  kernel?: number[] | ((step: number) => number);
  /** Divide the weights by their sum, so that a full row sums to 1. Default: as given. */
  normalise?: boolean;
  /** Default 'periodic'. 'open' is a line: what lies beyond its ends is not heard, so that sites near an end hear less, normalised or not. */
  boundary?: 'open' | 'periodic';
  from?: string | Record<string, string>;
}

/**
 * Sites on a circle (or, open, on a line): heard_i = Σ_step kernel(step) s_{i + step}, the non-local rings of chimera and twisted states.
 * A lattice of one row. It is called circle because ring fields in this house are something else: constraint contours (ringField.ts).
 *
 *   kernel(step)   weight of the site `step` further     |step| ≤ R, or around the circle once: −⌊(sites − 1)/2⌋ … ⌊sites/2⌋
 *
 * Known answer: on a q-twisted state θ_i = 2πqi/sites an even kernel carries e^{iθ} to k̂(q) e^{iθ}, k̂(q) = Σ_step kernel(step) cos(2πq step/sites)
 * (a circular convolution: one line of sums).
 */
export function circle(options: CircleOptions): Carrier<undefined> {
  const { sites, radius, kernel, normalise = false, boundary = 'periodic', from } = options;
  if (!(Number.isInteger(sites) && sites > 0)) throw new RangeError(`circle: sites is ${sites}, expected a whole number of at least 1. Count the sites.`);
  if ((radius === undefined) === (kernel === undefined)) throw new TypeError(`circle: ${radius === undefined ? 'neither radius nor kernel' : 'radius and kernel'} came, expected one of the two. Give radius: n for equal weights.`);
  const links = (kernel === undefined ? around(sites, radius!) : weighed(sites, kernel)).filter(([, , weight]) => weight !== 0);
  if (links.length === 0) throw new RangeError('circle: the kernel is 0 everywhere, expected at least one weight. Give one.');
  const sum = links.reduce((s, [, , weight]) => s + weight, 0), size = links.reduce((s, [, , weight]) => s + Math.abs(weight), 0);
  if (normalise && !(Math.abs(sum) > 1e-9 * size)) throw new RangeError(`circle: the kernel sums to ${sum}, expected a sum that can be divided by. Leave normalise out.`);
  const stencil = normalise ? links.map(([r, c, weight]): StencilLink => [r, c, weight / sum]) : links;
  return { ...lattice({ rows: 1, columns: sites, stencil, boundary, from }), kind: 'circle' };
}

function around(sites: number, radius: number): StencilLink[] {
  const most = Math.floor((sites - 1) / 2);
  if (!(Number.isInteger(radius) && radius >= 1 && radius <= most)) throw new RangeError(`circle: radius is ${radius}, expected a whole number from 1 to ${most} (half of ${sites} sites), so that nobody is heard twice. For everybody use meanField(…).`);
  return Array.from({ length: 2 * radius + 1 }, (_, k): StencilLink => [0, k - radius, k === radius ? 0 : 1]);
}

function weighed(sites: number, kernel: number[] | ((step: number) => number)): StencilLink[] {
  if (typeof kernel === 'function') {
    const first = -Math.floor((sites - 1) / 2);
    return Array.from({ length: sites }, (_, k): StencilLink => [0, first + k, finite(kernel(first + k), first + k)]);
  }
  if (kernel.length % 2 === 0 || kernel.length > sites) throw new RangeError(`circle: the kernel has ${kernel.length} weights, expected an odd number of at most ${sites} (steps −R to R), so that nobody is heard twice. Give a function of the step for a full circle.`);
  const R = (kernel.length - 1) / 2;
  return kernel.map((weight, k): StencilLink => [0, k - R, finite(weight, k - R)]);
}

function finite(weight: number, step: number): number {
  if (!Number.isFinite(weight)) throw new RangeError(`circle: the weight of step ${step} is ${weight}, expected a finite number. Use 0 for none.`);
  return weight;
}
