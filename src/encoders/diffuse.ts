import { checkPhase } from './check.ts';
import { fieldDrive } from './drive.ts';
import { Links, neighbours } from './links.ts';
import type { Medium } from './medium.ts';
import type { Sea } from './sea.ts';

/**
 * A blurred view: z_i' = Σ_{orthogonal neighbours j} (z_j − z_i), z(0) = e^{iθ}, run for `time`. A wall has no link across, so
 * it reflects. Width of the blur: √(2·time) sites.
 */
export async function diffuse(medium: Medium, sea: Sea, phase: Int8Array, time: number): Promise<{ re: Float32Array; im: Float32Array }> {
  checkPhase('diffuse', phase, sea);
  if (!(time >= 0 && time <= 1000)) throw new RangeError(`diffuse: time is ${time}, expected 0 to 1000. Choose how far to blur: the width is √(2·time) sites.`);
  const held = fieldDrive(phase), near = neighbours(sea), n = sea.sites;
  const links = new Links(2 * n, 4), weight = new Float32Array(links.to.length), leak = new Float32Array(links.sites), start = new Float32Array(links.sites);
  start.set(held.re);
  start.set(held.im, n);
  for (const half of [0, n]) for (let i = 0; i < n; i++) for (let d = 0; d < 4; d++) {
    const j = near[8 * i + d];
    if (j < 0) continue;
    weight[links.hear(half + i, half + j)] = 1;
    leak[half + i] += 1;
  }
  const z = await medium.flow({ where: 'diffuse', links, weight, leak, start }, time);
  return { re: z.slice(0, n), im: z.slice(n, 2 * n) };
}
