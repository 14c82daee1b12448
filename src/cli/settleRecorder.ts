import { existsSync, mkdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { makeFolder, tryPlace } from '../runs/files.ts';
import { RunFolder, type RunFile } from '../runs/folder.ts';
import { summaryArrays, summaryOf } from '../runs/recordedFamily.ts';
import { systemTrouble, Trouble } from '../runs/trouble.ts';
import { ZarrWriter, type RecordedArray } from '../runs/zarr.ts';
import type { Problem } from '../solvers/constraints/problem.ts';
import type { Look, Scene } from '../solvers/constraints/watch.ts';

/** Wall clock between two writes, milliseconds. */
const WRITE_EVERY = 1000;
/** A look is kept where simulated time has grown by this share since the last one: all of a short settling, about a thousand of a long one. */
const SPACING = 0.01;

/**
 * `npx cymatic settle --record DIR`: a run folder a settling inside DIR, `run.json` and `field.zarr` as `simulate` writes them, so
 * that `npx cymatic view DIR` replays it. What was seen is written every second and at the end however it comes.
 * Problems whose names come out alike are numbered. Errors: Trouble where the disk refuses, or a folder of that name is there already: before anything has settled, or,
 * where another process made it meanwhile, when it would be written to.
 */
export class SettleRecorder {
  private problem!: Problem;
  private open: { scene: Scene; folder: RunFolder; writer: ZarrWriter; arrays: Record<string, RecordedArray>; next: number; last: Look; kept: boolean; wrote: number; restSince: number } | undefined;
  readonly written: string[] = [];

  constructor(private readonly place: string, private readonly options: Record<string, unknown>, private readonly seed: number, problems: readonly Problem[]) {
    makeFolder(place);
    tryPlace(join(place, 'run.json'));
    for (const { name } of problems) if (existsSync(this.path(name))) throw taken(this.path(name));
  }

  begin(problem: Problem): void {
    this.problem = problem;
  }

  look(look: Look): void {
    if (this.open?.scene !== look.scene) {
      this.end('done');
      this.open = this.start(look);
    }
    const { open } = this, { time } = look;
    if (open.kept && time <= open.last.time) return;
    open.last = look;
    open.kept = time >= open.next;
    if (!open.kept) return;
    this.keep(look);
    open.next = time * (1 + SPACING);
    if (Date.now() - open.wrote < WRITE_EVERY) return;
    open.writer.flush();
    open.wrote = Date.now();
  }

  /** Ends the settling under way: its last look is kept in any case. */
  end(state: RunFile['state']): void {
    const { open } = this;
    if (!open) return;
    if (!open.kept) this.keep(open.last);
    this.open = undefined;
    if (state === 'done') open.writer.conclude({ outcome: { status: Number.isFinite(open.restSince) ? 'solved' : 'ended', time: open.last.time, ...(Number.isFinite(open.restSince) && { restSince: open.restSince }) } });
    open.writer.flush();
    open.folder.setState(state);
  }

  /** Keeps a moment, with the summary of what plasticity changed, and since when nothing has been violated. */
  private keep({ time, values }: Look): void {
    const open = this.open!, moment = values();
    open.restSince = moment.violated === 0 ? Math.min(open.restSince, time) : Infinity;
    open.writer.append({ time, ...moment, ...summaryOf(open.arrays, moment) });
  }

  private start(look: Look): NonNullable<SettleRecorder['open']> {
    const { scene } = look, path = this.claim(`${this.problem.name}${scene.part && `-${scene.part}`}`), name = `${this.problem.name}${scene.part && `, ${scene.part}`}`;
    const folder = RunFolder.at(path, name, { options: { command: 'settle', kind: this.problem.kind, ...this.options }, seeds: [this.seed] });
    const arrays: Record<string, RecordedArray> = { time: { dimensions: ['time'], shape: [], type: '<f8', attributes: { long_name: 'simulated time, dimensionless' } } };
    for (const [scalar, about] of Object.entries(scene.scalars)) arrays[scalar] = { dimensions: ['time'], shape: [], type: '<f8', attributes: { long_name: about } };
    for (const [array, { dimensions, shape, kind, about, names }] of Object.entries(scene.arrays))
      arrays[array] = { dimensions: ['time', ...dimensions], shape, type: '<f4', attributes: { long_name: about, kind, ...(kind === 'phase' && { units: 'rad' }), ...(names && { names }) } };
    if (arrays.strengths) Object.assign(arrays, summaryArrays('strengths', arrays.strengths)); // what plasticity changes here
    const { versions, commit } = folder.configuration;
    const writer = ZarrWriter.create(join(path, 'field.zarr'), { model: scene.model, problem: name, kind: this.problem.kind, versions, commit }, arrays);
    this.written.push(path);
    return { scene, folder, writer, arrays, next: -Infinity, last: look, kept: false, wrote: Date.now(), restSince: Infinity };
  }

  private path(name: string): string {
    return join(this.place, name.replace(/[^\w.-]+/g, '-').slice(0, 80));
  }

  /** Makes a folder that nobody has; numbered where this run has made one of that name before. */
  private claim(name: string): string {
    const path = this.path(name);
    for (let n = 1; ; n++) {
      const numbered = n === 1 ? path : `${path}-${n}`;
      if (this.written.includes(numbered)) continue;
      try {
        mkdirSync(numbered);
        return numbered;
      } catch (error) {
        throw (error as NodeJS.ErrnoException).code === 'EEXIST' ? taken(numbered) : systemTrouble(`making the folder ${numbered}`, error);
      }
    }
  }

  /** What to open, for people. */
  said(cwd: string): string {
    const { place, written } = this;
    return written.length === 0 ? 'Nothing moved: nothing was recorded.' : `Recorded. See it: npx cymatic view ${relative(cwd, place) || '.'}`;
  }
}

const taken = (path: string) => new Trouble(`--record: ${path} is there already, expected a new folder. Name another one, or remove it.`);
