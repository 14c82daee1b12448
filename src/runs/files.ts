import { appendFileSync, closeSync, existsSync, fsyncSync, mkdirSync, openSync, readSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { systemTrouble } from './trouble.ts';

/**
 * Writes a file whole or not at all: beside it first, then renamed over it. What is no regular file (a device, a pipe) is written straight.
 * Throws Trouble where the disk is full, the place is missing or may not be written.
 */
export function writeWhole(path: string, data: string | Uint8Array): void {
  const place = regularOrNew(path) ? `${path}.${process.pid}.tmp` : path;
  try {
    const file = openSync(place, 'w');
    try {
      writeFileSync(file, data);
      if (place !== path) fsyncSync(file);
    } finally {
      closeSync(file);
    }
    if (place !== path) renameSync(place, path);
  } catch (error) {
    if (place !== path) rmSync(place, { force: true });
    throw systemTrouble(`writing ${path}`, error);
  }
}

/** Tries early whether a file could be written there, so that hours of work do not end in a wrong path. Changes nothing. */
export function tryPlace(path: string): void {
  if (!regularOrNew(path)) {
    try {
      closeSync(openSync(path, 'a'));
    } catch (error) {
      throw systemTrouble(`writing ${path}`, error);
    }
    return;
  }
  const place = `${path}.${process.pid}.tmp`;
  try {
    closeSync(openSync(place, 'w'));
    rmSync(place);
  } catch (error) {
    throw systemTrouble(`writing ${path}`, error);
  }
}

/** Appends one line, in one write. */
export function appendLine(path: string, line: string): void {
  try {
    appendFileSync(path, `${line}\n`);
  } catch (error) {
    throw systemTrouble(`writing ${path}`, error);
  }
}

/** Makes a folder and those above it. One after the other: Node's recursive mkdir never comes back where a system folder such as /proc refuses. */
export function makeFolder(path: string): void {
  const missing: string[] = [];
  for (let p = resolve(path); !existsSync(p); p = dirname(p)) missing.push(p);
  try {
    for (const p of missing.reverse()) makeOne(p);
    if (!statSync(path).isDirectory()) throw Object.assign(new Error(), { code: 'EEXIST' });
  } catch (error) {
    throw systemTrouble(`making the folder ${path}`, error);
  }
}

function makeOne(path: string): void {
  try {
    mkdirSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error; // another process was first
  }
}

/** The lines of a file one after the other, however long the file. `whole` is false for a last line without its end. */
export function* linesOf(path: string): Generator<{ text: string; whole: boolean }> {
  const file = openSync(path, 'r'), piece = Buffer.alloc(1 << 20);
  try {
    let parts: Buffer[] = [];
    for (let size = readSync(file, piece); size > 0; size = readSync(file, piece)) {
      let from = 0;
      for (let end = piece.indexOf(10, from); end >= 0 && end < size; end = piece.indexOf(10, from)) {
        parts.push(Buffer.from(piece.subarray(from, end)));
        yield { text: Buffer.concat(parts).toString('utf8'), whole: true };
        parts = [];
        from = end + 1;
      }
      if (from < size) parts.push(Buffer.from(piece.subarray(from, size)));
    }
    if (parts.length > 0) yield { text: Buffer.concat(parts).toString('utf8'), whole: false };
  } finally {
    closeSync(file);
  }
}

export function regularOrNew(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return true;
  }
}
