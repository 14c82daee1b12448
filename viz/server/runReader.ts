import { closeSync, createReadStream, existsSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { RunFile } from '../../src/runs/folder.ts';
import { versions } from '../../src/runs/versions.ts';
import type { Method } from '../../src/runs/record.ts';
import { question } from '../../src/tasks/question.ts';
import { hasTruth } from '../../src/tasks/score.ts';
import type { Grid, Task, TaskSet } from '../../src/tasks/types.ts';
import type { AnswerSummary, AnswerView, RunView, TaskView } from '../shapes.ts';
import { attempts, listOf, number, text } from '../sound.ts';
import { namedTasks } from './namedTasks.ts';

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
  private tasks: { set: TaskSet; fault: string | undefined } | undefined;

  /** `shipped` is where tasks are looked up when the run names no place of its own. */
  constructor(readonly folder: string, private readonly shipped: string) {}

  async view(): Promise<RunView> {
    if (!existsSync(this.folder)) {
      this.begin();
      return { folder: basename(this.folder), run: null, rows: [], table: false, recorded: false, faults: ['The folder of this run is gone. Put it back and reload, or choose another run in the replay.'] };
    }
    const { run, fault } = this.configuration(), recorded = existsSync(join(this.folder, 'field.zarr'));
    const faults = fault === undefined ? [] : [fault];
    if (!await this.catchUp() && !recorded && run?.state !== 'running') faults.push('answers.jsonl is missing: this run has not answered a task yet, or it was an experiment. Reload later.');
    const latest = new Map(this.places.map((p) => [`${p.method} ${p.id}`, p.summary]));
    return { folder: basename(this.folder), run, rows: [...latest.values()], table: existsSync(join(this.folder, 'results.parquet')), recorded, faults: [...faults, ...this.lineFaults] };
  }

  async task(id: string): Promise<TaskView | undefined> {
    if (this.places.length === 0) await this.catchUp();
    const task = this.question(id), found = new Map(this.places.filter((p) => p.id === id).map((p) => [p.method, p]));
    if (!task && found.size === 0) return undefined;
    const said = task ? [] : [this.taskSet().fault ?? `The task ${id} is not among the tasks that this run names. The answers are shown without it.`];
    const answers = [...found.values()].flatMap((place) => {
      const read = this.answer(place);
      if (typeof read !== 'string') return [read];
      said.push(read);
      return [];
    });
    return { id, question: task ? question(task) : null, hasTruth: task !== undefined && hasTruth(task), answers, faults: said };
  }

  /** The truths of a task's test inputs, for a person who asks to see them; null where they are not known. */
  async truth(id: string): Promise<Grid[] | null> {
    if (this.places.length === 0) await this.catchUp();
    const task = this.question(id);
    return task && hasTruth(task) ? task.test.map(({ output }) => output!) : null;
  }

  /** A task that this run has answered, or says that it was asked. */
  private question(id: string): Task | undefined {
    const only = this.configuration().run?.options.only;
    if (!this.places.some((p) => p.id === id) && !(typeof only === 'string' && only.split(',').includes(id))) return undefined;
    const { set } = this.taskSet();
    return Object.hasOwn(set, id) ? set[id] : undefined;
  }

  private configuration(): { run: RunFile | null; fault?: string } {
    const path = join(this.folder, 'run.json');
    if (!existsSync(path)) return { run: null, fault: 'run.json is missing, expected the configuration of a run. What can be read is shown.' };
    try {
      const run = JSON.parse(readFileSync(path, 'utf8')) as RunFile;
      if (typeof run?.options !== 'object' || run.options === null) return { run: null, fault: 'run.json holds no options, expected the configuration of a run by this version. What can be read is shown.' };
      const version = text(run.versions?.cymatic) ? run.versions.cymatic : undefined;
      const own = versions().cymatic, line = (v: string) => v.split('.').slice(0, 2).join('.');
      const fault = version === undefined ? 'run.json names no version of cymatic, expected one. What can be read is shown.'
        : line(version) === line(own) ? undefined : `This run was written by cymatic ${version}, this is ${own}. What both understand is shown; install cymatic ${version} to see all of it.`;
      return { run, fault };
    } catch (error) {
      return { run: null, fault: `run.json is not whole (${(error as Error).message}). What can be read is shown.` };
    }
  }

  private taskSet(): { set: TaskSet; fault: string | undefined } {
    const where = this.configuration().run?.options.tasks;
    return (this.tasks ??= namedTasks(typeof where === 'string' ? where : this.shipped));
  }

  /** As if nothing had been read. */
  private begin(): void {
    [this.places, this.readTo, this.lineFaults] = [[], 0, []];
  }

  /** Reads what was appended since the last look. A line without its end is left for the next look. False where there is no such file. */
  private async catchUp(): Promise<boolean> {
    const path = join(this.folder, 'answers.jsonl'), now = statSync(path, { throwIfNoEntry: false });
    if (!now?.isFile() || now.size < this.readTo) this.begin(); // gone, or another file in its place
    if (!now?.isFile()) return false;
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
    return true;
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
        const [, quoted, method] = begin as unknown as [string, string, Method], id = JSON.parse(`"${quoted}"`) as string;
        const text = head.subarray(0, EAGER).toString('latin1'), value = (name: string) => new RegExp(`"${name}":([-\\d.e+]+|true|false)`).exec(text)?.[1];
        const number = (name: string) => (value(name) === undefined ? null : Number(value(name)));
        const summary = { id, method, confidence: number('confidence'), sure: value('sure') === 'true', verified: value('verified') === 'true', parameters: number('parameters'), cpuSeconds: number('cpuSeconds'), wallSeconds: number('wallSeconds') };
        this.places.push({ id, method, offset, length, summary });
        return;
      }
    }
    this.lineFaults.push(`answers.jsonl, byte ${offset}: a line is no answer. It is left out, the others are shown.`);
  }

  /** One answer, or one line that says why it cannot be shown. */
  private answer({ id, method, offset, length }: Place): AnswerView | string {
    if (length > LONGEST) return `The ${method}'s answer to ${id} takes ${(length / 1e6).toFixed(0)} MB, more than ${(LONGEST / 1e6).toFixed(0)} MB. It is not shown.`;
    try {
      const r = JSON.parse(this.bytes(offset, length).toString('utf8')) as AnswerView;
      if (!attempts(r.attempts ?? [])) return `The ${method}'s answer to ${id} holds attempts that are no pairs of grids with colours 0..9. It is not shown.`;
      return { ...summaryOf(r), attempts: r.attempts ?? [], explanation: r.explanation ?? null, backend: text(r.backend) ? r.backend : 'unknown', warnings: listOf(text)(r.warnings) ? r.warnings : [] };
    } catch {
      return `The ${method}'s answer to ${id} is no longer whole in answers.jsonl. It is not shown.`;
    }
  }

  private bytes(offset: number, length: number): Buffer {
    const bytes = Buffer.alloc(length), file = openSync(join(this.folder, 'answers.jsonl'), 'r');
    try {
      readSync(file, bytes, 0, length, offset);
    } finally {
      closeSync(file);
    }
    return bytes;
  }
}

const known = (value: unknown): number | null => (number(value) ? (value as number) : null);

/** A number that is none counts as unknown; older versions wrote 0 for the confidence and the CPU seconds of what was given up. */
const summaryOf = (r: AnswerSummary): AnswerSummary => ({
  id: r.id, method: r.method, confidence: r.failed === undefined ? known(r.confidence) : null, sure: r.sure === true, verified: r.verified === true,
  parameters: known(r.parameters), cpuSeconds: known(r.failed === undefined ? r.cpuSeconds : r.cpuSeconds || null), wallSeconds: known(r.wallSeconds), ...(r.failed === undefined ? {} : { failed: String(r.failed) }),
});
