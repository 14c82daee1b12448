import { checkLength, checkRange, checkReach } from './check.ts';
import { Links, neighbours } from './links.ts';
import { SILENT, type Medium } from './medium.ts';
import type { Sea } from './sea.ts';
import type { WaveReading, WaveRequest } from './senses.ts';

const NAMES = 1024;

/**
 * A wave by entrainment with a phase lag of 1 per hop: w_i' = ( max_{j linked to i} (w_j − 1) − w_i )+. A source starts at
 * name/1024, everything else far below. What settles is w = name/1024 − hops of the first wave to arrive; on a tie the
 * larger name is ahead. Links lead into open sites only, from open sites and sources.
 */
export async function wave(medium: Medium, sea: Sea, requests: WaveRequest[]): Promise<WaveReading[]> {
  checkReach('wave', sea);
  for (const { source, open } of requests) {
    checkLength('wave', 'source', source, sea);
    checkLength('wave', 'open', open, sea);
    checkRange('wave', 'source', source, -1, NAMES - 1);
  }
  const settled = await medium.layers(requests, (q) => (q.eight ? 8 : 4), sea.sites, (batch, degree) => {
    const links = new Links(batch.length * sea.sites, degree), start = new Float32Array(links.sites), near = neighbours(sea);
    batch.forEach(({ source, open }, layer) => {
      const base = layer * sea.sites;
      for (let i = 0; i < sea.sites; i++) {
        start[base + i] = source[i] < 0 ? SILENT : source[i] / NAMES;
        if (!open[i]) continue;
        for (let d = 0; d < degree; d++) {
          const j = near[8 * i + d];
          if (j >= 0 && (open[j] || source[j] >= 0)) links.hear(base + i, base + j);
        }
      }
    });
    return medium.entrain({ where: 'wave', links, start, lag: 1 });
  });
  return settled.map(read);
}

function read(w: Float32Array): WaveReading {
  const arrival = new Int32Array(w.length).fill(-1), name = new Int32Array(w.length).fill(-1);
  w.forEach((f, i) => {
    if (f < SILENT / 2) return;
    const parts = Math.round(f * NAMES);
    arrival[i] = -Math.floor(parts / NAMES);
    name[i] = parts + arrival[i] * NAMES;
  });
  return { arrival, name };
}
