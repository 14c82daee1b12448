import { appendFileSync, closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
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

export function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    throw systemTrouble(`making the folder ${path}`, error);
  }
}

/** Ends a last line that a killed run left without its end, so that the next line starts afresh. */
export function endLastLine(path: string, text: string): void {
  if (text === '' || text.endsWith('\n')) return;
  const file = openSync(path, 'a');
  writeSync(file, '\n');
  closeSync(file);
}

function regularOrNew(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return true;
  }
}
