import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { DoctorOutput, Examined } from '../../src/schemas/doctor.ts';
import { chromiumPath } from '../../viz/server/shot.ts';
import { cymatic, scratch } from './support.ts';

let place: ReturnType<typeof scratch>;
beforeEach(() => { place = scratch(); });
afterEach(() => place.remove());

async function doctor(...args: string[]): Promise<{ code: number; out: string; found: DoctorOutput }> {
  const { code, out } = await cymatic(['doctor', '--json', 'o.json', ...args], { cwd: place.path });
  const found = JSON.parse(readFileSync(join(place.path, 'o.json'), 'utf8')) as DoctorOutput;
  const schema = z.fromJSONSchema(JSON.parse(readFileSync(new URL('../../schemas/doctor.schema.json', import.meta.url), 'utf8')));
  expect(schema.safeParse(found).error).toBeUndefined();
  return { code, out, found };
}

/** The figures themselves, not only the verdict on them. */
function sound(rows: Examined[], backend: string, ...executors: RegExp[]): void {
  const own = rows.filter((row) => row.backend === backend);
  expect(own.map(({ executor }) => executor)).toEqual(executors.map((e) => expect.stringMatching(e)));
  for (const { verdict, sine, adler, perSecond } of own) {
    expect(verdict).toBe('sound');
    expect(Math.max(sine!.near, sine!.far)).toBeLessThan(1e-6);
    expect(Math.max(sine!.near, sine!.native)).toBeGreaterThan(0); // a float32 sine that never errs was not measured
    expect(Math.abs(adler! - 0.6435011)).toBeLessThan(1e-4);
    expect(perSecond).toBeGreaterThan(0);
  }
}

describe('cymatic doctor', () => {
  it('in Node: cpu, webasm fused and kernel by kernel; sine good to 1e-6 up to 10⁴, a pair locked at asin 0.6; webgl2 absent with its reason', async () => {
    const { code, out, found } = await doctor();
    expect(code, out).toBe(0);
    sound(found.backends, 'cpu', /^generic$/);
    sound(found.backends, 'webasm', /^fused-whole, \d+ threads?$/, /^fused-(threaded|sync)$/);
    expect(found.backends.find(({ backend }) => backend === 'webgl2')).toEqual({ backend: 'webgl2', verdict: 'absent', reason: 'no WebGL 2 context' });
    expect(out).toMatch(/^Node {4}\d+\./m);
    expect(out).toMatch(/^webasm +fused-whole, \d threads? +sound +\d\.\de-\d+ +\d\.\de-\d+ +\d\.\de-\d+ +0\.6435\d{3} +\d+\.\d$/m);
    expect(out).toMatch(/^webgl2 +not here: no WebGL 2 context$/m);
    expect(found.browser).toBeUndefined();
  });

  it.skipIf(chromiumPath() === undefined)(`in Chromium: webgpu, webgl2, threaded webasm and cpu${chromiumPath() === undefined ? ' (skipped: no Chromium here)' : ''}`, async () => {
    const { code, out, found } = await doctor('--browser'), { isolated, backends } = found.browser!;
    expect(code, out).toBe(0);
    expect(isolated).toBe(true);
    sound(backends, 'webgpu', /^fused-shaders$/, /^fused-encoder$/);
    sound(backends, 'webgl2', /^generic$/);
    sound(backends, 'webasm', /^fused-whole, \d+ threads?$/, /^fused-(threaded|sync)$/);
    sound(backends, 'cpu', /^generic$/);
    expect(out).toMatch(/^Chromium \d+\..*isolated: threads exist$/m);
  }, 180_000);

  it('says in one line that no Chromium is here, and stays sound', async () => {
    const before = process.env.CHROMIUM;
    process.env.CHROMIUM = join(place.path, 'none');
    try {
      const { code, out, found } = await doctor('--browser');
      expect(code).toBe(0);
      expect(out).toMatch(/^Chromium not here: none on the PATH\. Install it .*CHROMIUM$/m);
      expect(found.browser).toEqual({ absent: expect.stringMatching(/^none on the PATH/), backends: [] });
    } finally {
      if (before === undefined) delete process.env.CHROMIUM;
      else process.env.CHROMIUM = before;
    }
  });
});
