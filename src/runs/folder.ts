import { existsSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { appendLine, linesOf, makeFolder, writeWhole } from './files.ts';
import { recordKey, type AnswerRecord } from './record.ts';
import { parquetOf, type Row } from './table.ts';
import { Trouble } from './trouble.ts';
import { commit, machine, versions } from './versions.ts';

export interface RunConfiguration {
  /** What was asked for: every option with its value. */
  options: Record<string, unknown>;
  seeds: number[];
}

/** `run.json`. */
export interface RunFile extends RunConfiguration {
  name: string;
  state: 'running' | 'done' | 'interrupted' | 'failed';
  started: string;
  ended?: string;
  /** Which backends computed, as they were named with the answers. */
  backends: string[];
  versions: Record<string, string>;
  commit: string;
  machine: { cores: number; processor: string; platform: string };
}

/**
 * `runs/<time>-<name>/`: `run.json`, `answers.jsonl` (a line an answer, only ever added to), `results.parquet` at the end, `run.log`.
 * Every write that the disk refuses throws Trouble. A folder that was deleted meanwhile is made again, with what comes from then on.
 */
export class RunFolder {
  private constructor(readonly path: string, private file: RunFile) {}

  static create(parent: string, name: string, configuration: RunConfiguration): RunFolder {
    const started = new Date().toISOString(), stamp = started.slice(0, 19).replaceAll(':', '-');
    let path = join(parent, `${stamp}-${name}`);
    for (let n = 2; existsSync(path); n++) path = join(parent, `${stamp}-${name}-${n}`);
    return RunFolder.at(path, name, configuration, started);
  }

  /** Makes the folder of a run at a place that was named. */
  static at(path: string, name: string, configuration: RunConfiguration, started = new Date().toISOString()): RunFolder {
    makeFolder(path);
    const folder = new RunFolder(path, { name, state: 'running', started, backends: [], ...configuration, versions: versions(), commit: commit(), machine: machine() });
    folder.save();
    return folder;
  }

  /** Opens the folder of an earlier run to go on with it. `where` is its path, or its name inside `parent`. */
  static open(parent: string, where: string): RunFolder {
    const path = [resolve(where), join(parent, where)].find((p) => existsSync(join(p, 'run.json')));
    if (path === undefined) throw new Trouble(`--resume ${where}: no run folder came, expected a folder with run.json. See the folders in ${parent}.`);
    try {
      const file = JSON.parse(readFileSync(join(path, 'run.json'), 'utf8')) as RunFile;
      if (typeof file.options !== 'object' || file.options === null) throw new SyntaxError('no options in it');
      return new RunFolder(path, file);
    } catch (error) {
      throw new Trouble(`--resume ${where}: run.json is broken (${(error as Error).message}), expected a run's configuration. Start a new run.`);
    }
  }

  get name(): string {
    return basename(this.path);
  }

  get configuration(): Readonly<RunFile> {
    return this.file;
  }

  /** Answers given so far, by method and task. A last line that was cut off by a kill is passed over. */
  answers(): Map<string, AnswerRecord> {
    const path = join(this.path, 'answers.jsonl'), found = new Map<string, AnswerRecord>();
    if (!existsSync(path)) return found;
    let whole = true;
    for (const line of linesOf(path)) {
      ({ whole } = line);
      try {
        const record = JSON.parse(line.text) as AnswerRecord;
        found.set(recordKey(record.method, record.id), record);
      } catch {
        continue; // The line that was being written when the run was killed: its task is solved again.
      }
    }
    if (!whole) appendLine(path, ''); // so that the next answer starts a line of its own
    return found;
  }

  addAnswer(record: AnswerRecord): void {
    appendLine(this.place('answers.jsonl'), JSON.stringify(record));
    if (record.backend !== 'none' && !this.file.backends.includes(record.backend)) {
      this.file.backends.push(record.backend);
      this.save();
    }
  }

  log(text: string): void {
    for (const line of text.trimEnd().split('\n')) appendLine(this.place('run.log'), `${new Date().toISOString()} ${line}`);
  }

  /** Writes a further file of the run. */
  write(name: string, data: string | Uint8Array): void {
    writeWhole(this.place(name), data);
  }

  setState(state: RunFile['state'], backends: readonly string[] = this.file.backends): void {
    this.file = { ...this.file, state, backends: [...backends], ended: state === 'running' ? undefined : new Date().toISOString() };
    makeFolder(this.path);
    this.save();
  }

  writeTable(rows: readonly Row[]): void {
    this.write('results.parquet', parquetOf(rows));
  }

  private save(): void {
    writeWhole(join(this.path, 'run.json'), `${JSON.stringify(this.file, null, 2)}\n`);
  }

  /** Where a file of the run is written. */
  private place(name: string): string {
    if (!existsSync(this.path)) {
      makeFolder(this.path);
      this.save();
    }
    return join(this.path, name);
  }
}
