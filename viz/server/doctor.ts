import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../src/runs/versions.ts';
import type { DoctorOutput, Examined } from '../../src/schemas/doctor.ts';
import type { Examine } from '../doctor/page.ts';
import { startViewer } from './server.ts';
import { chromiumFlags, chromiumPath } from './shot.ts';

const SECONDS_EACH = 90;

/** Examines the backends of a headless Chromium in a page made for it. Where none can be had, `absent` says why. */
export async function browserBackends(say: (line: string) => void): Promise<NonNullable<DoctorOutput['browser']>> {
  const program = chromiumPath();
  if (!program) return { absent: 'none on the PATH. Install it (Debian: apt-get install chromium), or name it in the environment variable CHROMIUM', backends: [] };
  const playwright = await import('playwright-core').catch(() => undefined);
  if (!playwright) return { absent: 'the package playwright-core is missing. Install the development packages: npm ci', backends: [] };
  const { build } = await import('vite'), folder = mkdtempSync(join(tmpdir(), 'cymatic-doctor-'));
  say('Building a page for Chromium …');
  try {
    await build({ configFile: false, root: join(root, 'viz', 'doctor'), base: './', logLevel: 'error', build: { target: 'es2022', outDir: folder, emptyOutDir: true, chunkSizeWarningLimit: 2000 } });
    const server = await startViewer({ page: folder, run: null, shipped: folder });
    try {
      const browser = await playwright.chromium.launch({ executablePath: program, args: chromiumFlags });
      try {
        const page = await browser.newPage(), backends: Examined[] = [];
        await page.goto(server.url);
        await page.waitForFunction(() => 'examine' in window);
        const isolated = await page.evaluate(() => (window as unknown as { examine: Examine }).examine.isolated());
        for (const name of ['webgpu', 'webgl2', 'webasm', 'cpu'] as const) {
          say(`Chromium: ${name} …`);
          const asked = page.evaluate((n) => (window as unknown as { examine: Examine }).examine.examineBackend(n), name);
          backends.push(...(await within(asked, name)));
        }
        return { program, version: browser.version(), isolated, backends };
      } finally {
        await browser.close();
      }
    } finally {
      await server.close();
    }
  } catch (error) {
    return { program, absent: `${program} does not start (${(error as Error).message.split('\n')[0]}). Name another browser in the environment variable CHROMIUM`, backends: [] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function within(asked: Promise<Examined[]>, backend: string): Promise<Examined[]> {
  let bell: NodeJS.Timeout | undefined;
  const late = new Promise<Examined[]>((done) => (bell = setTimeout(() => done([{ backend, verdict: 'broken', reason: `no answer within ${SECONDS_EACH} s` }]), SECONDS_EACH * 1e3)));
  try {
    return await Promise.race([asked, late]);
  } catch (error) {
    return [{ backend, verdict: 'broken', reason: (error as Error).message.split('\n')[0] }];
  } finally {
    clearTimeout(bell);
  }
}
