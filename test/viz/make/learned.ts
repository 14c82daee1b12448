import { linkSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { simulate } from '../../../src/runs/simulate.ts';
import { simulationOf } from '../../../src/runs/simulation.ts';
import { PRESETS } from '../../../src/runs/simulationPresets.ts';
import { packageVersion } from '../../../src/runs/versions.ts';
import { summaryArrays, summaryOf } from '../../../src/runs/recordedFamily.ts';
import { ZarrWriter, type RecordedArray } from '../../../src/runs/zarr.ts';
import type { SimulationFile } from '../../../src/schemas/simulate.ts';

export const runJson = (path: string, name: string, state = 'done') => {
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, 'run.json'), JSON.stringify({ name, state, started: '2026-03-01T10:00:00.000Z', options: {}, seeds: [1], backends: ['cpu'], versions: { cymatic: packageVersion() }, commit: 'none', machine: { cores: 1 } }));
};

/** A run of a shipped model that learns, simulated here from its fixed seed, in plain code. */
export async function learnedRun(folder: string, preset: 'learned-groups' | 'equal-powers', changes: Partial<SimulationFile>): Promise<string> {
  const path = join(folder, preset), file = { ...PRESETS[preset], ...changes, backend: 'cpu' };
  runJson(path, preset);
  await simulate(simulationOf(file), { folder: path, attributes: { model: preset, simulation: file }, signal: new AbortController().signal, resume: false, progress: () => undefined });
  return path;
}

/** A run of a gigabyte of couplings: 290 moments of 961² links whose chunks are one file under many names. */
export function gigabyteOfCouplings(folder: string): string {
  const path = join(folder, 'many-couplings'), zarr = join(path, 'field.zarr'), sites = 961, links = sites * sites, moments = 290;
  runJson(path, 'many couplings');
  const weight: RecordedArray = { dimensions: ['time', 'net_link'], shape: [links], type: '<f4', attributes: { kind: 'coupling', carrier: 'net', to: 'net_to', from: 'net_from', sites, rule: 'adaptive Kuramoto' } };
  const arrays: Record<string, RecordedArray> = {
    time: { dimensions: ['time'], shape: [], type: '<f8' }, orderParameter: { dimensions: ['time'], shape: [], type: '<f8' }, theta: { dimensions: ['time', 'site'], shape: [sites], type: '<f4', attributes: { kind: 'phase' } },
    net_weight: weight, ...summaryArrays('net_weight', weight), net_to: { dimensions: ['net_link'], shape: [links], type: '<i4' }, net_from: { dimensions: ['net_link'], shape: [links], type: '<i4' },
  };
  const writer = ZarrWriter.create(zarr, { model: 'Kuramoto', simulation: { model: 'kuramoto' } }, arrays), w = Float32Array.from({ length: links }, (_, k) => Math.cos((k % sites) - Math.floor(k / sites)));
  writer.put('net_to', Int32Array.from({ length: links }, (_, k) => Math.floor(k / sites)));
  writer.put('net_from', Int32Array.from({ length: links }, (_, k) => k % sites));
  writer.append({ time: 0, orderParameter: 0.5, theta: Float32Array.from({ length: sites }, (_, i) => i), net_weight: w, ...summaryOf({ net_weight: weight }, { net_weight: w }) });
  writer.flush();
  for (let k = 1; k < moments; k++) linkSync(join(zarr, 'net_weight/0.0'), join(zarr, `net_weight/${k}.0`));
  const edit = JSON.parse(readFileSync(join(zarr, '.zmetadata'), 'utf8')) as { metadata: Record<string, { shape: number[] }> };
  for (const name of ['time', 'orderParameter', 'theta', 'net_weight', 'net_weight_quantiles']) edit.metadata[`${name}/.zarray`].shape[0] = moments;
  writeFileSync(join(zarr, '.zmetadata'), JSON.stringify(edit));
  const time = ZarrWriter.create(join(folder, 'couplings-times'), {}, { time: { dimensions: ['time'], shape: [], type: '<f8' } });
  for (let k = 0; k < moments; k++) time.append({ time: k });
  time.flush();
  writeFileSync(join(zarr, 'time/0'), readFileSync(join(folder, 'couplings-times/time/0')));
  return path;
}

/** A recording that is still being written: `grow` appends moments of a ring of twelve and tells how long it is. */
export function growingRun(folder: string, name: string): { path: string; grow(moments: number): number; end(): void } {
  const path = join(folder, name);
  runJson(path, name, 'running');
  const writer = ZarrWriter.create(join(path, 'field.zarr'), { model: 'Kuramoto', simulation: { model: 'kuramoto' } }, {
    time: { dimensions: ['time'], shape: [], type: '<f8' }, orderParameter: { dimensions: ['time'], shape: [], type: '<f8' }, theta: { dimensions: ['time', 'site'], shape: [12], type: '<f4', attributes: { kind: 'phase' } },
  });
  return {
    path,
    grow(moments) {
      for (let k = 0; k < moments; k++) { const t = 0.5 * writer.entries; writer.append({ time: t, orderParameter: 0.5 + 0.4 * Math.sin(t), theta: Float32Array.from({ length: 12 }, (_, i) => t + i) }); }
      writer.flush();
      return writer.entries;
    },
    end() {
      writer.conclude({ outcome: { status: 'locked', time: 0.5 * (writer.entries - 1), restSince: 20 } });
      runJson(path, name, 'done');
    },
  };
}
