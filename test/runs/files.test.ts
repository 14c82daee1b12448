import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appendLine, linesOf, tryPlace, writeWhole } from '../../src/runs/files.ts';
import { RunFolder } from '../../src/runs/folder.ts';
import { unanswered } from '../../src/runs/record.ts';
import { Trouble } from '../../src/runs/trouble.ts';

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'cymatic-files-')); });
afterEach(() => rmSync(folder, { recursive: true }));
const linux = process.platform === 'linux';

describe('writeWhole', () => {
  it('replaces a file whole and leaves nothing beside it', () => {
    const path = join(folder, 'a.json');
    writeWhole(path, 'old');
    writeWhole(path, 'new');
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(readdirSync(folder)).toEqual(['a.json']);
  });

  it('keeps the old file where the new one cannot be written', () => {
    expect(() => writeWhole(join(folder, 'no', 'a.json'), 'x')).toThrow(/^writing .*no\/a\.json: no such folder or file\. Check the path\.$/);
    expect(() => writeWhole(folder, 'x')).toThrow(Trouble);
    expect(existsSync(folder)).toBe(true);
  });

  it.runIf(linux)('writes straight into a device and never replaces it; a full one is Trouble', () => {
    expect(() => writeWhole('/dev/full', 'x')).toThrow('writing /dev/full: no space left on the device. Free some space or name another place.');
    expect(statSync('/dev/full').isCharacterDevice()).toBe(true);
    expect(() => writeWhole('/dev/null', 'x')).not.toThrow();
  });

  it.runIf(linux)('says that the disk is full while lines are appended', () => {
    symlinkSync('/dev/full', join(folder, 'log'));
    expect(() => appendLine(join(folder, 'log'), 'x')).toThrow('no space left on the device');
  });

  it('tries a place without changing it', () => {
    writeFileSync(join(folder, 'a'), 'kept');
    tryPlace(join(folder, 'a'));
    tryPlace(join(folder, 'b'));
    expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('kept');
    expect(readdirSync(folder)).toEqual(['a']);
    expect(() => tryPlace(join(folder, 'no', 'b'))).toThrow(Trouble);
  });
});

describe('linesOf', () => {
  it('gives the lines of a file longer than one read, and says where the last one was cut off', () => {
    const lines = ['short', 'ö'.repeat(900_000), '', 'x'.repeat(1 << 20), 'cut'], path = join(folder, 'lines');
    writeFileSync(path, lines.join('\n'));
    const read = [...linesOf(path)];
    expect(read.map((l) => l.text)).toEqual(lines);
    expect(read.map((l) => l.whole)).toEqual([true, true, true, true, false]);
  });
});

describe('RunFolder', () => {
  it('gives two runs of one second two folders', () => {
    const made = [1, 2, 3].map(() => RunFolder.create(folder, 'x', { options: {}, seeds: [] }).path);
    expect(new Set(made).size).toBe(3);
  });

  it('reads answers back and passes over a line that was cut off, once', () => {
    const run = RunFolder.create(folder, 'x', { options: { seed: 3 }, seeds: [3] });
    run.addAnswer(unanswered('a', 'field', 1, 'late', { cpuSeconds: 1, wallSeconds: 2 }));
    writeFileSync(join(run.path, 'answers.jsonl'), `${readFileSync(join(run.path, 'answers.jsonl'), 'utf8')}{"id":"b","me`);
    const again = RunFolder.open(folder, run.name);
    expect([...again.answers().keys()]).toEqual(['field a']);
    again.addAnswer(unanswered('b', 'field', 2, 'late', { cpuSeconds: null, wallSeconds: 2 }));
    expect([...again.answers().values()].map((r) => [r.id, r.attempts.length])).toEqual([['a', 1], ['b', 2]]);
    expect(again.configuration.options).toEqual({ seed: 3 });
  });

  it('names a broken run.json', () => {
    const run = RunFolder.create(folder, 'x', { options: {}, seeds: [] });
    writeFileSync(join(run.path, 'run.json'), '{"name":');
    expect(() => RunFolder.open(folder, run.path)).toThrow(/run\.json is broken .* Start a new run\.$/);
  });
});
