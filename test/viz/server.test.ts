import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startViewer, type Viewer } from '../../viz/server/server.ts';
import type { RunSummary, RunView, TaskView } from '../../viz/shapes.ts';

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
  it.each(['evil.html', 'evil.js', 'evil.svg', 'evil.mjs', 'evil.xhtml', 'evil.css', 'evil'])('a run folder may come from anybody: its %s is bytes in a sandbox, neither page nor script', async (name) => {
    writeFileSync(join(run, name), '<script>1</script>');
    for (const at of [`/run/${name}`, `/runs/run/${name}`]) {
      const { status, headers } = await raw(at);
      expect([status, headers['content-type'], headers['x-content-type-options']]).toEqual([200, 'application/octet-stream', 'nosniff']);
      expect(headers['content-security-policy']).toMatch(/^sandbox; default-src 'none'/);
    }
    rmSync(join(run, name));
    expect((await raw('/run/run.json')).headers['content-type']).toContain('application/json');
  });
  it('frames, plug-ins, bases and forms are forbidden to the page, and the page to frames', async () => {
    const { headers } = await raw('/');
    for (const part of ['frame-src', 'object-src', 'base-uri', 'form-action', 'frame-ancestors']) expect(headers['content-security-policy']).toContain(`${part} 'none'`);
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
    const task = await ask<TaskView>('api/task?id=fill-enclosed-medium-1'), published = JSON.parse(readFileSync(join(root, 'tasks/fill-enclosed-medium-1.json'), 'utf8'));
    expect(task.answers.map((a) => a.method).sort()).toEqual(['attention', 'field']);
    expect(task.question!.test).toEqual(published.test.map((p: { input: unknown }) => p.input));
    expect(task.hasTruth).toBe(true);
    expect(Object.keys(task)).not.toContain('truth');
    expect((await ask<{ truth: unknown }>('api/truth?id=fill-enclosed-medium-1')).truth).toEqual(published.test.map((p: { output: unknown }) => p.output));
  });
  it('a task that the run does not hold is said in one line', async () => {
    const { status, text } = await raw('/api/task?id=nothing');
    expect(status).toBe(404);
    expect(JSON.parse(text).error).toBe('This run holds no task "nothing". Choose one from the list.');
  });
  it.each(['a/b', '..', '../..', 'a?b#c', 'ü %2F'])('a task may be called %s', async (id) => {
    const line = readFileSync(join(run, 'answers.jsonl'), 'utf8').split('\n')[0], own = join(folder, 'named');
    cpSync(run, own, { recursive: true });
    writeFileSync(join(own, 'answers.jsonl'), `${JSON.stringify({ ...JSON.parse(line), id })}\n`);
    const other = await startViewer({ page, run: own, shipped: join(root, 'tasks') });
    try {
      expect((await ask<TaskView>(`api/task?${new URLSearchParams({ id })}`, other.url)).answers).toHaveLength(1);
    } finally {
      await other.close();
      rmSync(own, { recursive: true });
    }
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
  const broken = async (make: (at: string) => void, later: (at: string) => void = () => undefined) => {
    const at = mkdtempSync(join(folder, 'broken-'));
    cpSync(join(root, 'test/viz/fixture'), at, { recursive: true });
    make(at);
    const own = await startViewer({ page, run: at, shipped: join(root, 'tasks') });
    try {
      await ask<RunView>('api/run', own.url);
      later(at);
      return { runs: await ask<RunSummary[]>('api/runs', own.url), truth: await ask<{ truth: unknown }>('api/truth?id=fill-enclosed-medium-1', own.url), other: await ask<TaskView>('api/task?id=halo-hard-1', own.url), view: await ask<RunView>('api/run', own.url), task: await ask<TaskView>('api/task?id=fill-enclosed-medium-1', own.url) };
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
  const rewrite = (at: string, file: string, change: (value: Record<string, unknown>) => unknown, only = /./) => writeFileSync(join(at, file), readFileSync(join(at, file), 'utf8').trim().split(file.endsWith('l') ? '\n' : '\0').map((line) => (only.test(line) ? JSON.stringify(change(JSON.parse(line))) : line)).join('\n') + '\n');
  it('numbers that are text count as unknown, attempts that are no grids are named, and the other answer is shown', async () => {
    const { view, task } = await broken((at) => rewrite(at, 'answers.jsonl', (r) => ({ ...r, cpuSeconds: '3', confidence: 'x', parameters: {}, warnings: 5, ...(r.method === 'field' ? { attempts: [[[['<b>']], [[1]]]] } : {}) }), /"id":"fill-enclosed-medium-1"/));
    expect(view.rows.filter((r) => r.id === 'fill-enclosed-medium-1').map((r) => [r.cpuSeconds, r.confidence, r.parameters])).toEqual([[null, null, null], [null, null, null]]);
    expect(task.answers.map((a) => [a.method, a.warnings])).toEqual([['attention', []]]);
    expect(task.faults.join()).toContain("The field's answer to fill-enclosed-medium-1 holds attempts that are no pairs of grids");
  });
  it.each([['started', 5], ['state', 'flying'], ['name', ['x']], ['versions', { cymatic: 7 }]])('run.json with %s = %j: said, in the list as text', async (part, value) => {
    const { view, runs } = await broken((at) => { const file = join(at, 'run.json'); writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), [part]: value })); });
    expect(view.rows).toHaveLength(16);
    expect([...view.faults, runs[0].fault].join()).toMatch(/run\.json (of broken-\w+: (started|state|name) cannot be read|names no version)/);
    for (const word of [runs[0].started, runs[0].state, runs[0].about]) expect(typeof word).toBe('string');
  });
  it('the folder is taken away while it is shown: said without its path, no task is offered any more, and the list of runs goes without it', async () => {
    const { view, task, runs } = await broken(() => undefined, (at) => rmSync(at, { recursive: true }));
    expect(view).toMatchObject({ rows: [], faults: [expect.stringContaining('The folder of this run is gone.')] });
    expect(task).toEqual({ error: 'This run holds no task "fill-enclosed-medium-1". Choose one from the list.' });
    expect(runs).toEqual([]);
  });
  it('only answers.jsonl is taken away, or begun anew: what it holds now is shown', async () => {
    expect((await broken(() => undefined, (at) => rmSync(join(at, 'answers.jsonl')))).view.rows).toEqual([]);
    expect((await broken(() => undefined, (at) => writeFileSync(join(at, 'answers.jsonl'), `${readFileSync(join(at, 'answers.jsonl'), 'utf8').split('\n')[0]}\n`))).view.rows).toHaveLength(1);
  });
  it('of the tasks that a run names only those that it answered come back, and nothing of a file that holds none', async () => {
    expect((await broken(() => undefined)).other).toHaveProperty('error');
    const secret = join(folder, 'secret.json'), named = (where: string) => broken((at) => { const file = join(at, 'run.json'), r = JSON.parse(readFileSync(file, 'utf8')); r.options.tasks = where; writeFileSync(file, JSON.stringify(r)); });
    writeFileSync(secret, 'hidden words, no JSON');
    for (const where of [secret, '/dev/zero', folder]) {
      const { task, truth } = await named(where);
      expect([task.question, task.answers.length, truth.truth]).toEqual([null, 2, null]);
      expect(task.faults).toHaveLength(1);
      expect(task.faults[0]).toMatch(new RegExp(`^The tasks of this run: ${where}: .* The answers are shown without them\\.$`));
      expect(task.faults[0]).not.toContain('hidden');
    }
    writeFileSync(secret, JSON.stringify({ 'fill-enclosed-medium-1': JSON.parse(readFileSync(join(root, 'tasks/fill-enclosed-medium-1.json'), 'utf8')) })); // tasks may lie anywhere
    expect((await named(secret)).task.question).not.toBeNull();
  });
});
