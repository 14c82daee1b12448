import { linkSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageVersion } from '../../../src/runs/versions.ts';
import { ZarrWriter } from '../../../src/runs/zarr.ts';

interface Recorded { name: string; moments: number; state?: string; version?: string; every?: number; /** Phases drawn evenly instead: they do not compress. */ drawn?: boolean }

/** A run folder with a recorded wave: a ring of `sites`, or a lattice of rows × columns. Value at (moment, site): 0.01 · moment + 0.1 · site. */
export function recordedRun(folder: string, sites: number | [rows: number, columns: number], { name, moments, state = 'done', version = packageVersion(), every = 0.5, drawn = false }: Recorded): string {
  const path = join(folder, name), shape = typeof sites === 'number' ? [sites] : sites, count = shape.reduce((a, b) => a * b, 1);
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, 'run.json'), JSON.stringify({ name: name.replace(/^.*?-/, ''), state, started: '2026-03-01T10:00:00.000Z', options: {}, seeds: [1], backends: ['webasm'], versions: { cymatic: version }, commit: 'none', machine: { cores: 1 } }));
  const writer = ZarrWriter.create(join(path, 'field.zarr'), { model: 'Kuramoto', simulation: { model: 'kuramoto' } }, {
    time: { dimensions: ['time'], shape: [], type: '<f8' }, orderParameter: { dimensions: ['time'], shape: [], type: '<f8' },
    theta: { dimensions: ['time', ...(shape.length === 1 ? ['site'] : ['row', 'column'])], shape, type: '<f4', attributes: { kind: 'phase' } },
  });
  let word = 1;
  const draw = () => { word = (Math.imul(word, 1664525) + 1013904223) >>> 0; return (word / 2 ** 32) * 2 * Math.PI; };
  for (let k = 0; k < moments; k++) writer.append({ time: every * k, orderParameter: Math.abs(Math.sin(k / 20)), theta: Float32Array.from({ length: count }, (_, i) => (drawn ? draw() : 0.01 * k + 0.1 * i)) });
  writer.flush();
  return path;
}

/** A run of more than a gigabyte: 1,100 moments of 512² sites whose chunks are one file under many names, so that it takes a megabyte of disk. */
export function gigabyteRun(folder: string): string {
  const path = recordedRun(folder, [512, 512], { name: 'big-gigabyte', moments: 1, drawn: true }), zarr = join(path, 'field.zarr'), moments = 1100;
  const change = (file: string, edit: (value: never) => void) => { const value = JSON.parse(readFileSync(join(zarr, file), 'utf8')); edit(value as never); writeFileSync(join(zarr, file), JSON.stringify(value)); };
  for (let k = 1; k < moments; k++) linkSync(join(zarr, 'theta/0.0.0'), join(zarr, `theta/${k}.0.0`));
  change('.zmetadata', ({ metadata }: { metadata: Record<string, { shape: number[] }> }) => { for (const a of ['time', 'orderParameter', 'theta']) metadata[`${a}/.zarray`].shape[0] = moments; });
  const series = ZarrWriter.create(join(folder, 'times'), {}, { time: { dimensions: ['time'], shape: [], type: '<f8' } });
  for (let k = 0; k < moments; k++) series.append({ time: 0.5 * k });
  series.flush();
  for (const name of ['time', 'orderParameter']) for (const k of [0, 1]) writeFileSync(join(zarr, name, String(k)), readFileSync(join(folder, 'times/time', String(k))));
  return path;
}

/** A run whose recording is none of a simulation's: what a settling of constraints writes. Phases are named so by kind; strengths and violations by name alone. */
export function settledRun(folder: string, name: string, moments = 40): string {
  const path = recordedRun(folder, 3, { name, moments: 0 }), variables = 20, rings = 33;
  const writer = ZarrWriter.create(join(path, 'field.zarr'), { model: 'rings' }, {
    time: { dimensions: ['time'], shape: [], type: '<f8' }, energy: { dimensions: ['time'], shape: [], type: '<f8' }, violations: { dimensions: ['time'], shape: [], type: '<i4' },
    ringTension: { dimensions: ['time'], shape: [], type: '<f4' }, strengths: { dimensions: ['time', 'ring'], shape: [rings], type: '<f4' }, phase: { dimensions: ['time', 'site'], shape: [variables], type: '<f4' },
  });
  for (let k = 0; k < moments; k++) {
    writer.append({ time: 0.25 * k, energy: -k, violations: Math.max(0, 30 - k), ringTension: 1 / (1 + k), strengths: Float32Array.from({ length: rings }, (_, i) => 1 + k * i), phase: Float32Array.from({ length: variables }, (_, i) => 0.1 * k + i) });
  }
  writer.flush();
  return path;
}
