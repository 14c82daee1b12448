import { existsSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { Feed, type LiveEvent } from './feed.ts';
import { headers, inside, send, sendFile } from './files.ts';
import { RunReader } from './runReader.ts';
import { nameRuns, summaryOfRun } from './runList.ts';

export interface Viewer {
  url: string;
  server: Server;
  /** Tells the pages that listen what happens in the run now. */
  tell(event: LiveEvent): void;
  close(): Promise<void>;
}

export interface ViewerOptions {
  /** Folder of the built page. While it is being built the opening page answers in its place. */
  page: string | Promise<string>;
  /** Whether the run goes on in this process and is told of. */
  live?: boolean;
  /** The run that opens first. */
  run: string | null;
  /** Further run folders that were given; nothing else is served. */
  others?: readonly string[];
  /** Looks again for run folders, newest first; asked whenever the list of runs is. */
  look?(): readonly string[];
  shipped: string;
  port?: number;
}

interface Given { folder: string; reader: RunReader }
/** What is served: the page, and the runs, which may become more. */
class Served {
  page: string | undefined;
  readonly feed: Feed | undefined;
  first: string | undefined;
  readonly runs = new Map<string, Given>();
  private named = new Map<string, string>();

  constructor(private readonly options: ViewerOptions) {
    const { page, live, run, others = [] } = options;
    this.feed = live ? new Feed() : undefined;
    if (typeof page === 'string') this.stands(page);
    else void page.then((built) => this.stands(built), (error: Error) => this.feed?.tell({ kind: 'page', fault: error.message }));
    this.take([...(run === null ? [] : [run]), ...others]);
  }

  /** The runs that are there now, in the order in which they were found; a folder that is gone is none. */
  again(): Map<string, Given> {
    const found = this.options.look?.() ?? [];
    this.take(found);
    const names = new Map([...this.named].map(([name, folder]) => [folder, name]));
    return new Map([...new Set([...found, ...this.named.values()])].filter((folder) => existsSync(folder)).map((folder) => [names.get(folder)!, this.runs.get(names.get(folder)!)!]));
  }

  private stands(page: string): void {
    this.page = page;
    this.feed?.tell({ kind: 'page' });
  }

  private take(folders: readonly string[]): void {
    this.named = nameRuns(folders, this.named);
    for (const [name, folder] of this.named) if (!this.runs.has(name)) this.runs.set(name, { folder, reader: new RunReader(folder, this.options.shipped) });
    this.first ??= this.named.keys().next().value;
  }
}

/**
 * Serves the built page and the run folders that it was given, on loopback only.
 * `/api/runs` lists them; `/api/run`, `/api/task?id=ID`, `/api/truth?id=ID` answer JSON about the first run, or about `run=NAME`;
 * `/api/now` goes on telling what happens in a live run; `/run/FILE` and `/runs/NAME/FILE` are their files as data, with byte ranges.
 */
export function startViewer(options: ViewerOptions): Promise<Viewer> {
  const served = new Served(options), { port = 0 } = options;
  const server = createServer((request, response) => void answer(request, response, served).catch((error: Error) => send(response, 500, { error: error.message })));
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve({
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, server, tell: (event) => served.feed?.tell(event),
      close: () => new Promise((done) => { server.close(() => done()); server.closeAllConnections(); }),
    }));
  });
}

async function answer(request: IncomingMessage, response: ServerResponse, served: Served): Promise<void> {
  const { page, feed, first, runs } = served;
  if (request.method !== 'GET' && request.method !== 'HEAD') return send(response, 405, { error: `${request.method} came, expected GET.` });
  if (!local(request.headers.host)) return send(response, 403, { error: 'Only addresses of this machine are answered.' });
  let path: string, asked: string | null, id: string;
  try {
    const url = new URL(request.url ?? '/', 'http://localhost');
    [path, asked, id] = [decodeURIComponent(url.pathname), url.searchParams.get('run'), url.searchParams.get('id') ?? ''];
  } catch {
    return send(response, 400, { error: 'The address cannot be read.' });
  }
  if (path === '/api/now') {
    if (!feed) return send(response, 404, { error: 'No run goes on in this viewer.' });
    response.writeHead(200, { ...headers, 'Content-Type': 'text/event-stream' });
    return feed.join(response);
  }
  if (path === '/api/runs') return send(response, 200, [...served.again()].map(([name, { folder }]) => summaryOfRun(name, folder)));
  const given = runs.get(asked ?? first ?? '');
  if (path.startsWith('/api/') && asked !== null && !given) return send(response, 404, { error: `No run "${asked}" was given to this viewer. Choose one from the list of runs.` });
  if (path === '/api/run') return send(response, 200, { live: feed !== undefined, ...(given ? await given.reader.view() : { folder: '', run: null, rows: [], table: false, recorded: false, faults: [] }) });
  if (path === '/api/task') {
    const task = await given?.reader.task(id);
    return task ? send(response, 200, task) : send(response, 404, { error: `This run holds no task "${id.length > 80 ? `${id.slice(0, 80)}…` : id}". Choose one from the list.` });
  }
  if (path === '/api/truth') return send(response, 200, { truth: (await given?.reader.truth(id)) ?? null });
  const file = fileOf(path, page, first, runs);
  if (file === undefined) return send(response, 404, { error: `${path} is not here.` });
  sendFile(request, response, file, /^\/runs?\//.test(path), /^\/assets\/[^/]+-[\w-]{8}\.\w+$/.test(path) ? { 'Cache-Control': 'private, max-age=31536000, immutable' } : {}); // a built file carries the hash of what is in it in its name
}

const opening = fileURLToPath(new URL('../opening', import.meta.url));

function fileOf(path: string, page: string | undefined, first: string | undefined, runs: Served['runs']): string | undefined {
  const [, name, file = ''] = /^\/runs\/([^/]+)\/(.*)$/s.exec(path) ?? (path.startsWith('/run/') ? ['', first ?? '', path.slice(5)] : []);
  if (name === undefined) return page === undefined ? inside(opening, path === '/' ? 'index.html' : path.replace(/^\/opening\//, '')) : inside(page, path === '/' ? 'index.html' : path.slice(1));
  const folder = runs.get(name)?.folder;
  return folder === undefined ? undefined : inside(folder, file);
}

/** A page elsewhere on the web must not read this server through a name that it points to loopback. */
const local = (host: string | undefined) => host !== undefined && /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host);
