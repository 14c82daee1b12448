import type { Fitted, Layout, Route, StencilLink } from '../carrier.ts';
import type { Field } from '../field.ts';
import type { Lanes } from './lanes.ts';

/**
 * How a field lies in memory. Sites stand in lines (the rows of a lattice, or each batch entry as one line), padded to whole vectors.
 * Signals that a lattice carries stand with a margin around them, filled with what lies beyond the wall (the other side of a torus, or
 * silence), so that every stencil link is a load at a constant distance.
 */
export interface Geometry {
  lanes: Lanes;
  entries: number;
  rows: number;
  columns: number;
  /** Values from line to line of a state. */
  pitch: number;
  /** Margin of a signal, in rows and in columns (whole vectors). */
  margin: { rows: number; columns: number };
  /** Longest column step of a link: how much of the margin is heard. */
  reach: number;
  /** Values from line to line of a signal. */
  signalPitch: number;
  torus: boolean;
  /** Columns that one unit of work covers, whole vectors. */
  segment: number;
  /** Units of work a line, and of the whole field. */
  unitsPerLine: number;
  units: number;
}

type Lattice = Extract<Route, { kind: 'lattice' }>;

/** The stencil with steps of a torus brought to at most half its size; links beyond an open wall are dropped. */
export function nearSteps({ rows, columns, stencil, torus }: Lattice): StencilLink[] {
  const near = (step: number, length: number) => step - length * Math.round(step / length);
  return torus ? stencil.map(([dr, dc, w]) => [near(dr, rows), near(dc, columns), w]) : stencil.filter(([dr, dc]) => Math.abs(dr) < rows && Math.abs(dc) < columns);
}

/** Sites of a unit where lines may be cut: small where each site is dear. */
const SEGMENT = { lattice: 1024, meanField: 1024, dense: 32, sparse: 512 };

export function geometryOf(field: Field, fitted: Record<string, Fitted>, layout: Layout, lanes: Lanes): Geometry {
  const routes = Object.keys(field.carriers).map((c) => fitted[c].route!), lattices = routes.filter((r): r is Lattice => r.kind === 'lattice');
  const rows = lattices[0]?.rows ?? 1, columns = lattices[0]?.columns ?? layout.sites, whole = (n: number) => Math.ceil(n / lanes.count) * lanes.count;
  const links = lattices.flatMap(nearSteps), pitch = whole(columns), torus = lattices[0]?.torus ?? false;
  const reach = Math.max(0, ...links.map(([, dc]) => Math.abs(dc))), margin = { rows: Math.max(0, ...links.map(([dr]) => Math.abs(dr))), columns: whole(reach) };
  const cut = Math.min(...routes.map((r) => SEGMENT[r.kind]), SEGMENT.lattice), segment = segmentOf(cut, pitch, columns, margin.columns, lanes.count);
  const unitsPerLine = Math.ceil(pitch / segment);
  return {
    lanes, entries: layout.batch, rows, columns, pitch, margin, reach, signalPitch: margin.columns + whole(columns + margin.columns), torus,
    segment, unitsPerLine, units: layout.batch * rows * unitsPerLine,
  };
}

/**
 * Lines are cut into equal pieces of about `cut` columns, unless a piece would be shorter than the margin that it fills, or the line has a
 * tail: a line that is no whole number of vectors spills into the margin, which the same unit must fill afterwards.
 */
function segmentOf(cut: number, pitch: number, columns: number, margin: number, lanes: number): number {
  if (margin > 0 && pitch !== columns) return pitch;
  const pieces = Math.ceil(pitch / cut), segment = Math.ceil(pitch / pieces / lanes) * lanes, last = pitch - (Math.ceil(pitch / segment) - 1) * segment;
  return Math.min(segment, last) < margin ? pitch : segment;
}

/** Places arrays one after the other. */
export class Memory {
  /** The first page holds the barrier and constants. */
  private next = 65536;

  /**
   * Byte offset of `values` new values. Arrays start at different distances from a 4096-byte border, so that arrays whose sizes are powers of
   * two do not compete for the same lines of a cache.
   */
  place(values: number, bytes: number): number {
    const at = this.next;
    this.next += Math.ceil((values * bytes) / 64) * 64 + 832;
    return at;
  }

  get bytes(): number { return this.next; }
  get pages(): number { return Math.ceil((this.next + 64) / 65536); }
}
