import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startViewer, type Viewer } from '../../viz/server/server.ts';
import type { RunView, TaskView } from '../../viz/shapes.ts';

const root = fileURLToPath(new URL('../../', import.meta.url)), folder = mkdtempSync(join(tmpdir(), 'cymatic-viewer-')), page = join(folder, 'page'), run = join(folder, 'run');
let viewer: Viewer;

beforeAll(async () => {
  mkdirSync(page);
  writeFileSync(join(page, 'index.html'), '<!doctype html>here');
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  cpSync(join(root, 'test/viz/fixture'), run, { recursive: true });
  symlinkSync(join(folder, 'secret.txt'), join(run, 'link.txt'));
  symlinkSync(folder, join(run, 'away')); // a folder that leads out
  viewer = await startViewer({ page, run, shipped: join(root, 'tasks') });
});
afterAll(async () => { await viewer.close(); rmSync(folder, { recursive: true }); });

/** A request with the path exactly as written: `fetch` would tidy it up first. */
const raw = (path: string, headers: Record<string, string> = {}, method = 'GET') => new Promise<{ status: number; text: string; headers: Record<string, unknown> }>((resolve, reject) => {
  const { port } = new URL(viewer.url);
  request({ host: '127.0.0.1', port, path, headers, method }, (response) => {
    let text = '';
    response.setEncoding('utf8').on('data', (part: string) => { text += part; }).on('end', () => resolve({ status: response.statusCode!, text, headers: response.headers }));
  }).on('error', reject).end();
});
const ask = async <T>(path: string, at = viewer.url) => (await (await fetch(at + path)).json()) as T;

describe('server', () => {
  it('listens on loopback alone', () => expect(viewer.server.address()).toMatchObject({ address: '127.0.0.1' }));
  it('sends the page with the headers that isolation needs', async () => {
    const { status, text, headers } = await raw('/');
    expect([status, text]).toEqual([200, '<!doctype html>here']);
    expect(headers).toMatchObject({ 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' });
    expect(headers['content-security-policy']).toContain("connect-src 'self'");
  });
  it.each(['/run/../secret.txt', '/run/..%2fsecret.txt', '/run/%2e%2e/secret.txt', '/../../secret.txt', '/run//etc/passwd', '/run/%00', '/run/results.parquet%00.txt', '/run/%252e%252e/secret.txt', '/run/..%5csecret.txt', '/run/./../secret.txt', '/runs/run/..%2f..%2fsecret.txt', '//etc/passwd', '/etc/passwd', '/run/%2fetc%2fpasswd', 'http://evil.example/etc/passwd', '/run/away/secret.txt', '/%2e%2e%2fsecret.txt', '/run/link.txt', '/run/', '/%'])('%s: nothing outside the run and the page comes back', async (path) => {
    const { status, text } = await raw(path);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(text).not.toContain('secret"');
    expect(text).not.toMatch(/^secret|root:/);
  });
  it('answers no page of another name (DNS rebinding), and no writing', async () => {
    expect((await raw('/api/run', { host: 'evil.example' })).status).toBe(403);
    expect((await raw('/api/run', {}, 'POST')).status).toBe(405);
  });
  it('serves byte ranges of a run file', async () => {
    const whole = readFileSync(join(run, 'results.parquet')), part = await raw('/run/results.parquet', { range: 'bytes=0-3' }), tail = await raw('/run/results.parquet', { range: 'bytes=-4' });
    expect([part.status, part.text, part.headers['content-range']]).toEqual([206, 'PAR1', `bytes 0-3/${whole.length}`]);
    expect(tail.text).toBe('PAR1');
    expect((await raw('/run/results.parquet', { range: `bytes=${whole.length}-` })).status).toBe(416);
  });
});

describe('run', () => {
  it('tells every answer of the run', async () => {
    const view = await ask<RunView>('api/run');
    expect(view.rows).toHaveLength(16);
    expect(view.faults).toEqual([]);
    expect(view.table).toBe(true);
  });
  it('a task comes without its truth, which comes when asked for', async () => {
    const task = await ask<TaskView>('api/task/fill-enclosed-medium-1'), published = JSON.parse(readFileSync(join(root, 'tasks/fill-enclosed-medium-1.json'), 'utf8'));
    expect(task.answers.map((a) => a.method).sort()).toEqual(['attention', 'field']);
    expect(task.question!.test).toEqual(published.test.map((p: { input: unknown }) => p.input));
    expect(task.hasTruth).toBe(true);
    expect(Object.keys(task)).not.toContain('truth');
    expect((await ask<{ truth: unknown }>('api/truth/fill-enclosed-medium-1')).truth).toEqual(published.test.map((p: { output: unknown }) => p.output));
  });
  it('a task that the run does not hold is said in one line', async () => {
    const { status, text } = await raw('/api/task/nothing');
    expect(status).toBe(404);
    expect(JSON.parse(text).error).toBe('This run holds no task "nothing". Choose one from the list.');
  });
  it('answers appended while the server runs appear, an unfinished line does not', async () => {
    const line = readFileSync(join(run, 'answers.jsonl'), 'utf8').split('\n')[0].replace(/"id":"[^"]+"/, '"id":"late"');
    appendFileSync(join(run, 'answers.jsonl'), line.slice(0, 100));
    const cut = await ask<RunView>('api/run');
    expect(cut.rows).toHaveLength(16);
    expect(cut.faults.join()).toContain('the run was cut off, or is being written');
    appendFileSync(join(run, 'answers.jsonl'), `${line.slice(100)}\n`);
    const whole = await ask<RunView>('api/run');
    expect(whole.rows.map((r) => r.id)).toContain('late');
    expect(whole.faults).toEqual([]);
  });
});

describe('broken runs', () => {
  const broken = async (make: (at: string) => void) => {
    const at = mkdtempSync(join(folder, 'broken-'));
    cpSync(join(root, 'test/viz/fixture'), at, { recursive: true });
    make(at);
    const own = await startViewer({ page, run: at, shipped: join(root, 'tasks') });
    try {
      return { view: await ask<RunView>('api/run', own.url), task: await ask<TaskView>('api/task/fill-enclosed-medium-1', own.url) };
    } finally {
      await own.close();
    }
  };
  it('run.json cut off: said, and the answers are shown', async () => {
    const { view } = await broken((at) => writeFileSync(join(at, 'run.json'), '{"name": "so'));
    expect(view.run).toBeNull();
    expect(view.faults[0]).toMatch(/^run\.json is not whole/);
    expect(view.rows).toHaveLength(16);
  });
  it('a line that is no answer: named by its place, the others are shown', async () => {
    const { view } = await broken((at) => appendFileSync(join(at, 'answers.jsonl'), '{"half":\n[1]\n'));
    expect(view.rows).toHaveLength(16);
    expect(view.faults).toHaveLength(2);
    expect(view.faults[0]).toMatch(/^answers\.jsonl, byte \d+: a line is no answer/);
  });
  it('answers missing: said, nothing breaks', async () => {
    const { view } = await broken((at) => rmSync(join(at, 'answers.jsonl')));
    expect(view.rows).toEqual([]);
    expect(view.faults[0]).toContain('answers.jsonl is missing');
  });
  it('tasks gone: the answers are shown without them', async () => {
    const { task } = await broken((at) => { const file = join(at, 'run.json'), r = JSON.parse(readFileSync(file, 'utf8')); r.options.tasks = '/nowhere'; writeFileSync(file, JSON.stringify(r)); });
    expect(task.question).toBeNull();
    expect(task.answers).toHaveLength(2);
    expect(task.faults[0]).toContain('/nowhere');
  });
  it('a line of many megabytes is listed from its head alone', async () => {
    const { view } = await broken((at) => appendFileSync(join(at, 'answers.jsonl'), `{"id":"huge","method":"field","confidence":0.5,"sure":true,"x":"${'y'.repeat(3e6)}"}\n`));
    expect(view.rows.find((r) => r.id === 'huge')).toMatchObject({ confidence: 0.5, sure: true });
  });
});
