import { closeSync, createReadStream, existsSync, openSync, readFileSync, readSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { RunFile } from '../../src/runs/folder.ts';
import { versions } from '../../src/runs/versions.ts';
import type { Method } from '../../src/runs/record.ts';
import { question } from '../../src/tasks/question.ts';
import { readTasks } from '../../src/tasks/read.ts';
import { hasTruth } from '../../src/tasks/score.ts';
import type { Grid, TaskSet } from '../../src/tasks/types.ts';
import type { AnswerSummary, AnswerView, RunView, TaskView } from '../shapes.ts';

/** Lines longer than this are not parsed before their task is looked at. */
const EAGER = 1 << 20;
/** Lines longer than this are not parsed at all: they would not fit into one string of the page's size. */
const LONGEST = 1 << 28;

interface Place { id: string; method: Method; offset: number; length: number; summary: AnswerSummary }

/**
 * Reads a run folder while it may still be written: where every answer stands in `answers.jsonl`, and one answer when it is asked for.
 * Nothing throws for what is missing or broken; the faults say it in one line each.
 */
export class RunReader {
  private places: Place[] = [];
  private readTo = 0;
  private lineFaults: string[] = [];
  private tasks: { set: TaskSet; faults: string[] } | undefined;

  /** `shipped` is where tasks are looked up when the run names no place of its own. */
  constructor(readonly folder: string, private readonly shipped: string) {}

  async view(): Promise<RunView> {
    const { run, fault } = this.configuration(), recorded = existsSync(join(this.folder, 'field.zarr'));
    const faults = fault === undefined ? [] : [fault];
    if (existsSync(join(this.folder, 'answers.jsonl'))) await this.catchUp();
    else if (!recorded && run?.state !== 'running') faults.push('answers.jsonl is missing: this run has not answered a task yet, or it was an experiment. Reload later.');
    const latest = new Map(this.places.map((p) => [`${p.method} ${p.id}`, p.summary]));
    return { folder: basename(this.folder), run, rows: [...latest.values()], table: existsSync(join(this.folder, 'results.parquet')), recorded, faults: [...faults, ...this.lineFaults] };
  }

  async task(id: string): Promise<TaskView | undefined> {
    if (this.places.length === 0 && existsSync(join(this.folder, 'answers.jsonl'))) await this.catchUp();
    const { set, faults } = this.taskSet(), task = Object.hasOwn(set, id) ? set[id] : undefined;
    const found = new Map(this.places.filter((p) => p.id === id).map((p) => [p.method, p]));
    if (!task && found.size === 0) return undefined;
    const said = task ? [] : [faults[0] ?? `The task ${id} is not among the tasks that this run names. The answers are shown without it.`];
    const answers = [...found.values()].flatMap((place) => {
      const read = this.answer(place);
      if (typeof read !== 'string') return [read];
      said.push(read);
      return [];
    });
    return { id, question: task ? question(task) : null, hasTruth: task !== undefined && hasTruth(task), answers, faults: said };
  }

  /** The truths of a task's test inputs, for a person who asks to see them; null where they are not known. */
  truth(id: string): Grid[] | null {
    const { set } = this.taskSet();
    if (!Object.hasOwn(set, id) || !hasTruth(set[id])) return null;
    return set[id].test.map(({ output }) => output!);
  }

  private configuration(): { run: RunFile | null; fault?: string } {
    const path = join(this.folder, 'run.json');
    if (!existsSync(path)) return { run: null, fault: 'run.json is missing, expected the configuration of a run. What can be read is shown.' };
    try {
      const run = JSON.parse(readFileSync(path, 'utf8')) as RunFile;
      if (typeof run?.options !== 'object' || run.options === null) return { run: null, fault: 'run.json holds no options, expected the configuration of a run by this version. What can be read is shown.' };
      const version = run.versions?.cymatic;
      const own = versions().cymatic, line = (v: string) => v.split('.').slice(0, 2).join('.');
      const fault = version === undefined ? 'run.json names no version of cymatic, expected one. What can be read is shown.'
        : line(version) === line(own) ? undefined : `This run was written by cymatic ${version}, this is ${own}. What both understand is shown; install cymatic ${version} to see all of it.`;
      return { run, fault };
    } catch (error) {
      return { run: null, fault: `run.json is not whole (${(error as Error).message}). What can be read is shown.` };
    }
  }

  private taskSet(): { set: TaskSet; faults: string[] } {
    if (this.tasks) return this.tasks;
    const where = this.configuration().run?.options.tasks, path = typeof where === 'string' ? where : this.shipped;
    const reading = readTasks(path);
    return (this.tasks = { set: reading.tasks, faults: reading.faults.map((fault) => `The tasks of this run: ${fault}`) });
  }

  /** Reads what was appended since the last look. A line without its end is left for the next look. */
  private async catchUp(): Promise<void> {
    const path = join(this.folder, 'answers.jsonl');
    let pieces: Buffer[] = [], length = 0, at = this.readTo;
    for await (const chunk of createReadStream(path, { start: this.readTo, highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
      let from = 0;
      for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
        length += end - from;
        if (length <= EAGER || pieces.length === 0) pieces.push(chunk.subarray(from, end));
        this.keep(at, length, Buffer.concat(pieces));
        at += length + 1;
        [pieces, length, from] = [[], 0, end + 1];
      }
      if (length <= EAGER) pieces.push(chunk.subarray(from)); // the head alone is enough of a long line
      length += chunk.length - from;
    }
    this.readTo = at;
    const unfinished = 'The last line of answers.jsonl is not finished: the run was cut off, or is being written. All lines before it are shown.';
    this.lineFaults = [...this.lineFaults.filter((fault) => fault !== unfinished), ...(length > 0 ? [unfinished] : [])];
  }

  private keep(offset: number, length: number, head: Buffer): void {
    if (length === 0) return;
    if (length <= EAGER) {
      try {
        const record = JSON.parse(head.toString('utf8')) as AnswerView;
        if (typeof record.id === 'string' && (record.method === 'field' || record.method === 'attention')) {
          this.places.push({ id: record.id, method: record.method, offset, length, summary: summaryOf(record) });
          return;
        }
      } catch {
        // said below
      }
    } else {
      const begin = /^\{"id":"((?:[^"\\]|\\.)*)","method":"(field|attention)"/.exec(head.subarray(0, 4096).toString('utf8'));
      if (begin) {
        const [, id, method] = begin as unknown as [string, string, Method];
        const text = head.subarray(0, EAGER).toString('latin1'), value = (name: string) => new RegExp(`"${name}":([-\\d.e+]+|true|false)`).exec(text)?.[1];
        const number = (name: string) => (value(name) === undefined ? null : Number(value(name)));
        const summary = { id, method, confidence: number('confidence'), sure: value('sure') === 'true', verified: value('verified') === 'true', parameters: number('parameters'), cpuSeconds: number('cpuSeconds') };
        this.places.push({ id, method, offset, length, summary });
        return;
      }
    }
    this.lineFaults.push(`answers.jsonl, byte ${offset}: a line is no answer. It is left out, the others are shown.`);
  }

  /** One answer, or one line that says why it cannot be shown. */
  private answer({ id, method, offset, length }: Place): AnswerView | string {
    if (length > LONGEST) return `The ${method}'s answer to ${id} takes ${(length / 1e6).toFixed(0)} MB, more than ${(LONGEST / 1e6).toFixed(0)} MB. It is not shown.`;
    const bytes = Buffer.alloc(length), file = openSync(join(this.folder, 'answers.jsonl'), 'r');
    try {
      readSync(file, bytes, 0, length, offset);
    } finally {
      closeSync(file);
    }
    try {
      const r = JSON.parse(bytes.toString('utf8')) as AnswerView;
      return { ...summaryOf(r), attempts: r.attempts ?? [], explanation: r.explanation ?? null, backend: r.backend ?? 'unknown', warnings: r.warnings ?? [] };
    } catch {
      return `The ${method}'s answer to ${id} is no longer whole in answers.jsonl. It is not shown.`;
    }
  }
}

const summaryOf = (r: AnswerSummary): AnswerSummary => ({
  id: r.id, method: r.method, confidence: r.confidence ?? null, sure: r.sure === true, verified: r.verified === true,
  parameters: r.parameters ?? null, cpuSeconds: r.cpuSeconds ?? null, ...(r.failed === undefined ? {} : { failed: String(r.failed) }),
});
