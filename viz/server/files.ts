import { createReadStream, realpathSync, statSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, sep } from 'node:path';

const kinds: Record<string, string> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.json': 'application/json; charset=utf-8',
  '.woff2': 'font/woff2', '.woff': 'font/woff', '.ttf': 'font/ttf', '.svg': 'image/svg+xml', '.png': 'image/png', '.wasm': 'application/wasm',
};
const DATA = 'application/octet-stream';

/** Isolation for WebAssembly threads; nothing is fetched from anywhere else, nothing is framed. `unsafe-eval` is how gpu.js makes its kernels. */
export const headers = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Content-Security-Policy': [
    "default-src 'self'", "script-src 'self' 'unsafe-eval' 'wasm-unsafe-eval' blob:", "worker-src 'self' blob: data:", "style-src 'self' 'unsafe-inline'", "img-src 'self' data: blob:", "font-src 'self' data:",
    "connect-src 'self' blob: data:", "frame-src 'none'", "object-src 'none'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
  ].join('; '),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
};

/** A run folder may come from anybody: its files are data. No browser makes a page or a script of them, and what it shows of one may do nothing. */
const asData = { 'Content-Security-Policy': "sandbox; default-src 'none'; frame-ancestors 'none'" };

/** The path of a regular file inside the folder, links followed; undefined where there is none or it lies outside. */
export function inside(folder: string, name: string): string | undefined {
  if (name.includes('\0')) return undefined;
  try {
    const root = realpathSync(folder), path = realpathSync(join(root, name));
    return path.startsWith(root + sep) && statSync(path).isFile() ? path : undefined;
  } catch {
    return undefined;
  }
}

export function send(response: ServerResponse, status: number, value: unknown): void {
  if (response.headersSent) return void response.destroy();
  response.writeHead(status, { ...headers, 'Content-Type': kinds['.json'] }).end(JSON.stringify(value));
}

/** A file of the page by its kind; one of a run (`data`) as JSON or as bytes, whatever its name says. */
export function sendFile(request: IncomingMessage, response: ServerResponse, path: string, data: boolean, more: Record<string, string>): void {
  const { size } = statSync(path), ending = extname(path), type = data && ending !== '.json' ? DATA : kinds[ending] ?? DATA;
  const range = /^bytes=(\d*)-(\d*)$/.exec(request.headers.range ?? ''), all = { ...headers, ...(data ? asData : {}), ...more };
  let start = 0, end = size - 1, status = 200;
  if (range && (range[1] !== '' || range[2] !== '')) {
    start = range[1] === '' ? Math.max(0, size - Number(range[2])) : Number(range[1]);
    end = range[1] === '' || range[2] === '' ? size - 1 : Math.min(size - 1, Number(range[2]));
    if (start > end) return void response.writeHead(416, { ...all, 'Content-Range': `bytes */${size}` }).end();
    status = 206;
  }
  response.writeHead(status, { ...all, 'Content-Type': type, 'Content-Length': end - start + 1, 'Accept-Ranges': 'bytes', ...(status === 206 ? { 'Content-Range': `bytes ${start}-${end}/${size}` } : {}) });
  if (request.method === 'HEAD' || size === 0) return void response.end();
  createReadStream(path, { start, end }).on('error', () => response.destroy()).pipe(response);
}
