import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import type { StartFigure } from '../src/schemas/bench.ts';
import { Trouble } from '../src/runs/trouble.ts';
import { root } from '../src/runs/versions.ts';
import { builtPage } from '../viz/server/build.ts';
import { chromiumFlags, chromiumPath } from '../viz/server/shot.ts';

/** The way of a newcomer: `npm start`, then the printed address opened in a browser. */
export const STARTS: Record<string, { fresh: boolean; about: string }> = {
  start: { fresh: false, about: 'from opening the address that npm start prints to the field at work, in Chromium; the page is built already' },
  'start-fresh': { fresh: true, about: 'the same in a fresh copy of the checkout: no page is built, nothing is compiled yet' },
};

const LONGEST = 240_000;

/**
 * Starts `npm start` and opens its address as soon as it is printed. Seconds from the start to the address; from opening to the first picture of the
 * field at work, to the first answer that settles, to the first answer with its verdict. `shots`: a folder for pictures 1, 3, 5 and 10 s after opening.
 */
export async function newcomer(name: string, shots?: { folder: string; width: number; dark: boolean }): Promise<StartFigure> {
  const { fresh, about } = STARTS[name], executablePath = chromiumPath(), folder = mkdtempSync(join(tmpdir(), 'cymatic-start-'));
  if (!executablePath) throw new Trouble(`bench ${name}: no Chromium came, expected one on the PATH. Install it, or name it in the environment variable CHROMIUM.`);
  if (fresh) copyCheckout(folder);
  else await builtPage(() => undefined);
  const browser = await chromium.launch({ executablePath, args: chromiumFlags }), page = await browser.newPage({ viewport: { width: shots?.width ?? 1280, height: 900 }, colorScheme: shots?.dark ? 'dark' : 'light' });
  const begun = performance.now(), child = spawn(process.execPath, [join(fresh ? folder : root, 'scripts/start.mjs')], { cwd: folder, env: { ...process.env, ...(fresh && { TMPDIR: join(folder, 'tmp') }) }, stdio: ['ignore', 'pipe', 'pipe'] });
  try {
    const url = await new Promise<string>((resolve, reject) => {
      let out = '';
      for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (part: string) => {
        out += part;
        const [, found] = /open (http:\S+)/.exec(out) ?? [];
        if (found) resolve(found);
      });
      child.on('close', (code) => reject(new Trouble(`bench ${name}: npm start ended with ${code} before it printed an address: ${out.slice(-300)}`)));
    });
    const opened = performance.now(), since = () => (performance.now() - opened) / 1e3, pictures = shots && take(page, opened, shots);
    await page.goto(url);
    const reached = async (condition: string) => { await page.waitForFunction(condition, undefined, { timeout: LONGEST, polling: 50 }); return since(); };
    const task = `document.querySelector('.task .because, .settling canvas')`, scene = `Number(document.querySelector('.witness')?.dataset.scene)`;
    const picture = await reached(`${scene} >= 1 || ${task}`), settling = await reached(`${scene} >= 4 || ${task}`), answer = await reached(`${scene} >= 5 || ${task}`);
    await pictures;
    return { name, about, address: (opened - begun) / 1e3, picture, settling, answer, load: loadavg()[0] };
  } finally {
    child.kill('SIGINT');
    await Promise.all([browser.close(), new Promise((done) => (child.exitCode === null ? child.on('close', done) : done(undefined)))]);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Pictures at fixed moments after opening, whatever is there. */
async function take(page: Page, opened: number, { folder, width, dark }: { folder: string; width: number; dark: boolean }): Promise<void> {
  for (const second of [1, 3, 5, 10]) {
    await new Promise((done) => setTimeout(done, Math.max(0, opened + second * 1e3 - performance.now())));
    await page.screenshot({ path: join(folder, `start-${width}-${dark ? 'dark' : 'light'}-${String(second).padStart(2, '0')}.png`) }).catch(() => undefined); // between two pages there is none
  }
}

/** The files that git knows or would take, as a newcomer gets them; packages are linked. */
function copyCheckout(folder: string): void {
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' }).split('\0').filter(Boolean);
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(root, file), join(folder, file));
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  mkdirSync(join(folder, 'tmp'));
}
