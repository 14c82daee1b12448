import { prepareBackend } from '../../src/field/backend.ts';
import { begin } from '../../src/field/run.ts';
import type { Arrays } from '../../src/field/plan.ts';
import type { BenchCase } from './cases.ts';
import type { Peer } from './peer.ts';

/** One benchmark, as `--json` writes it. */
export interface Figure {
  name: string;
  about: string;
  backend: string;
  executor: string;
  /** Oscillators altogether. */
  sites: number;
  /** Oscillator steps a second: median, and the slowest and fastest round. */
  perSecond: number;
  slowest: number;
  fastest: number;
  /** Against the plain emit-carry-feel float64 loop of the same process, median over rounds measured in turn. */
  ratio: number;
  loops: Record<string, { perSecond: number; ratio: number }>;
  /** Bytes of a step if every array of a pass comes from memory once; absent where nobody counted. */
  bytes?: number;
  /** Share of the measured copy bandwidth that these bytes need. */
  bandwidthShare?: number;
  peer?: { name: string; perSecond: number; ratio: number };
}

export interface MeasureOptions { backend?: string; rounds: number; bandwidth?: number; peer?: Peer; threads: number; signal: AbortSignal }

const median = (x: number[]) => [...x].sort((a, b) => a - b)[x.length >> 1];

/** Seconds of one launch at least; shorter ones are repeated. */
const SPAN = 0.25;

/** Measures one case in rounds: the engine, each loop, the peer, in turn, so that a machine that slows down slows all of them. Nothing comes back if an abort lets no round end. */
export async function measure(bench: BenchCase, { backend, rounds, bandwidth, peer, threads, signal }: MeasureOptions): Promise<Figure | undefined> {
  await prepareBackend(backend);
  const { field, options } = bench.make(), run = begin(field, { ...options, backend }), total = bench.sites * bench.batch, { loopSites = total } = bench;
  let state: Arrays = run.start;
  const engine = async (launches: number) => {
    const began = performance.now();
    for (let k = 0; k < launches; k++) ({ state } = await run.advance(state, bench.chunk));
    return (performance.now() - began) / 1e3;
  };
  await engine(1);
  let launches = 2;
  for (let warm = await engine(2); warm < SPAN; warm = await engine(launches)) launches = Math.ceil(Math.max(launches * 1.5, (launches * SPAN * 1.1) / warm)); // also long enough for the compiler to finish
  const loops = bench.loops(), own: number[] = [], seconds: Record<string, number[]> = Object.fromEntries(Object.keys(loops).map((l) => [l, []])), peers: number[] = [];
  for (const loop of Object.values(loops)) loop();
  let peerSteps = 1;
  if (peer && bench.peer) {
    await peer.seconds(bench.peer, 1, threads);
    peerSteps = Math.max(1, Math.ceil(SPAN / (await peer.seconds(bench.peer, 1, threads))));
  }
  for (let round = 0; round < rounds && !signal.aborted; round++) {
    own.push((await engine(launches)) / (launches * bench.chunk));
    for (const [name, loop] of Object.entries(loops)) {
      const began = performance.now();
      let steps = 0;
      do loop(); while ((++steps, performance.now() - began < SPAN * 1e3));
      seconds[name].push((performance.now() - began) / 1e3 / steps);
    }
    if (peer && bench.peer) peers.push((await peer.seconds(bench.peer, peerSteps, threads)) / peerSteps);
  }
  if (own.length === 0) return undefined;
  const against = (other: number[], sites: number) => ({ perSecond: sites / median(other), ratio: median(other.map((s, i) => (s / sites) / (own[i] / total))) });
  const ran = run.report(), compared = Object.fromEntries(Object.entries(seconds).map(([name, s]) => [name, against(s, loopSites)])), bytes = run.traffic();
  return {
    name: bench.name, about: bench.about, backend: ran.backend, executor: ran.executor, sites: total,
    perSecond: total / median(own), slowest: total / Math.max(...own), fastest: total / Math.min(...own),
    ratio: compared['emit-carry-feel'].ratio, loops: compared,
    ...(bytes === undefined ? {} : { bytes, ...(bandwidth === undefined ? {} : { bandwidthShare: bytes / median(own) / bandwidth }) }),
    ...(peers.length > 0 && peer ? { peer: { name: peer.name, ...against(peers, total) } } : {}),
  };
}
