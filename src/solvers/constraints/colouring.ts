import { unhurried, type Parts } from '../../field/breath.ts';
import { contours, type Contours, type Ring } from '../../field/contours.ts';
import type { RingField, RingForm } from '../../field/ringField.ts';
import { settleRingsTogether, type RingsSettled } from '../../field/ringSettle.ts';
import { cliqueCover, cliqueFrom, coverInParts, largest } from './cliques.ts';
import { within } from './deadline.ts';
import { colouringInParts, type Graph } from './dimacs.ts';
import { ranOn, type ProblemSettled } from './result.ts';
import { apart, neighbours, shells } from './shells.ts';
import { starvedInParts } from './starve.ts';
import { fighting, strongest } from './sudoku.ts';

export interface ColouringOptions {
  form: RingForm;
  seed: number;
  replicas: number;
  seconds: number;
  /** Exactly so many; absent: fewer and fewer, from one more than a clique of the graph needs at most. */
  colours?: number;
  /** Runs on the engine's kernels there instead of the fused module. */
  backend?: string;
  signal?: AbortSignal;
  observe?(field: RingField, part: string): void;
}

/**
 * Contours of a colouring with k colours of one group of vertices: a ring of exactly one over the colours of each vertex, and for each
 * clique of a cover of the edges and each colour a ring of at most one. What settled neighbours show is not awake in it. Where nothing has
 * settled yet, the vertices of the largest clique are pinned to colours 0, 1, …: colours have no names, so this loses nothing.
 */
function* colouringRings({ near, cover, colours, group, shown }: { near: Set<number>[]; cover: number[][]; colours: number; group: number[]; shown: readonly number[] }): Parts<Contours & { meaning: Int32Array }> {
  const rings: Ring[] = [], sorted = [...group].sort((a, b) => a - b), place = new Map(sorted.map((v, k) => [v, k])), inside = new Set(group), allowed = new Uint8Array(group.length * colours).fill(1), number = new Int32Array(group.length * colours).fill(-1);
  const cliques = cover.map((clique) => clique.filter((v) => inside.has(v))).filter((clique) => clique.length > 1), at = (v: number, c: number) => place.get(v)! * colours + c;
  for (const v of group) for (const o of near[v]) if (shown[o] >= 0) allowed[at(v, shown[o])] = 0;
  if (shown.every((c) => c < 0)) {
    const grown: number[][] = [];
    for (const v of group) {
      grown.push(cliqueFrom(v, near, inside));
      yield;
    }
    largest([...cliques, ...grown]).slice(0, colours).forEach((v, c) => {
      allowed.fill(0, at(v, 0), at(v, colours))[at(v, c)] = 1;
      for (const o of near[v]) if (inside.has(o)) allowed[at(o, c)] = 0;
    });
  }
  const meaning: number[] = [];
  for (const v of sorted) for (let c = 0; c < colours; c++) if (allowed[at(v, c)]) number[at(v, c)] = meaning.push(v * colours + c) - 1;
  const members = (list: number[], c: number) => list.map((v) => number[at(v, c)]).filter((i) => i >= 0);
  for (const v of group) rings.push({ kind: 'one', name: `vertex ${v + 1}`, members: Array.from({ length: colours }, (_, c) => number[at(v, c)]).filter((i) => i >= 0) });
  for (const clique of cliques) {
    for (let c = 0; c < colours; c++) rings.push({ kind: 'most', name: `colour ${c} on vertices ${clique.map((v) => v + 1).slice(0, 4).join(', ')}${clique.length > 4 ? ' …' : ''}`, members: members(clique, c) });
    yield;
  }
  return Object.assign(contours(meaning.length, rings), { meaning: Int32Array.from(meaning) });
}

/** Edges whose ends share a colour, and vertices without one: 0 for a right answer. Counted from the graph alone. */
export function conflicts(graph: Graph, colour: ArrayLike<number>): number {
  let count = 0;
  for (let k = 0; k < graph.from.length; k++) if (colour[graph.from[k]] === colour[graph.to[k]]) count += 1;
  for (let v = 0; v < graph.vertices; v++) if (!(colour[v] >= 0)) count += 1;
  return count;
}

/** What `contours` says of a ring that nothing is left in. */
const NO_MEMBERS = /^contours: (.*) has no members.*/;

/**
 * σ of the noise: at rest the copies of a unit drift apart by it, and the more members a ring has, the sooner one of them crosses. Measured on queens, le450_5c and
 * DSJC125.1 (docs/constraints.md).
 */
const deviationOf = (colours: number): number => Math.min(0.05, 0.5 / colours);

/** Settles one graph at k colours, its core first and then outward; no colours where it has not settled in the time. */
export async function settleAt(graph: Graph, colours: number, options: Omit<ColouringOptions, 'colours'>, cover = cliqueCover(graph)): Promise<{ colour?: number[]; time: number; starved?: string; interrupted: boolean; fought: string }> {
  const { form, seed, replicas, seconds, backend, signal, observe } = options, began = performance.now(), late = within(seconds, signal), near = neighbours(graph), groups = shells(near, colours), colour = new Array<number>(graph.vertices).fill(-1);
  let time = 0, longest = 0, fought = '';
  for (const [g, group] of groups.entries()) {
    const pieces: (Contours & { meaning: Int32Array })[] = [];
    try {
      const parts = apart(near, group), home = new Map(parts.flatMap((piece, p) => piece.map((v) => [v, p] as const))), covers = parts.map((): number[][] => []);
      for (const clique of cover) for (const p of new Set(clique.flatMap((v) => home.get(v) ?? []))) covers[p].push(clique); // one part at most: a clique is joined
      for (const [p, piece] of parts.entries()) {
        const rings = await unhurried(colouringRings({ near, cover: covers[p], colours, group: piece, shown: colour }), late), starved = rings && (await unhurried(starvedInParts(rings), late));
        if (!rings || late.aborted) return { time, interrupted: signal?.aborted === true, fought };
        if (starved !== undefined) return { time, starved, interrupted: false, fought };
        pieces.push(rings);
      }
    } catch (error) {
      if (error instanceof RangeError && NO_MEMBERS.test(error.message)) return { time, starved: error.message.replace(NO_MEMBERS, '$1'), interrupted: false, fought };
      throw error;
    }
    const part = `${colours} colours${groups.length > 1 ? `, part ${g + 1} of ${groups.length}` : ''}`, ends: RingsSettled[] = [];
    await settleRingsTogether(pieces, { form, seeds: Array.from({ length: replicas }, (_, k) => seed + k), paces: pieces.map(() => ({ deviation: deviationOf(colours) })), backend, deadline: began + seconds * 1000, timeLimit: 1e9, signal: late, observe: observe && ((field) => observe(field, part)) }, (settled, k) => {
      ends[k] = settled;
      const awake = settled.field.awake();
      if (settled.status === 'settled') pieces[k].meaning.forEach((i, u) => awake[u] && (colour[Math.floor(i / colours)] = i % colours));
    });
    const last = ends.reduce((x, y) => (y.time > x.time ? y : x)), open = ends.find(({ status }) => status !== 'settled'), told = last.engine ? `; ${ranOn(last.engine)}` : '';
    time += last.time;
    if (open) return { time, interrupted: signal?.aborted === true, fought: `${fighting(open.field)}${told}` };
    if (last.time >= longest) [longest, fought] = [last.time, `${strongest(last.field)}${told}`];
  }
  const wrong = conflicts(graph, colour);
  if (wrong > 0) throw new Error(`settleColouring: the rings agree, but ${wrong} edges are in conflict: a fault of the program.`);
  return { colour, time, interrupted: false, fought };
}

/** Settles a graph with k colours, or with fewer and fewer until the time is spent or a clique forbids fewer. */
export async function settleColouring(name: string, text: string, options: ColouringOptions): Promise<ProblemSettled> {
  const began = performance.now(), ends = within(options.seconds, options.signal), graph = (await unhurried(colouringInParts(name, text)))!;
  let best: number[] | undefined, count = 0, simulatedTime = 0, last = '', moved = false;
  const result = (status: ProblemSettled['status'], note: string): ProblemSettled => ({
    name, kind: 'colouring', status, answer: best ?? null, value: best ? count : null, seconds: (performance.now() - began) / 1000, simulatedTime, seed: options.seed,
    note: [note, best && !moved ? `these colours are the first-fit start: the field ${status === 'solved' ? 'had nothing to improve' : 'has not improved them'}` : '', ...graph.remarks, last].filter(Boolean).join('; '),
  });
  if (options.colours === undefined) { // colouring vertex by vertex is where the field starts from
    best = firstFit(graph);
    count = best.reduce((most, c) => Math.max(most, c), 0) + 1;
  }
  const cover = await unhurried(coverInParts(graph), ends);
  if (!cover) return result(best ? 'best' : 'timeLimit', options.signal?.aborted ? 'interrupted' : 'the time was spent while the contours were laid');
  const clique = Math.max(1, largest(cover).length);
  for (let k = options.colours ?? count - 1; k >= 1; k--) {
    if (k < clique) return best ? result('solved', `${clique} vertices are all joined, so no colouring has fewer than ${clique} colours`) : result('contradiction', `${clique} vertices are all joined: ${k} colours cannot do`);
    const left = options.seconds - (performance.now() - began) / 1000;
    if (left <= 0) return result(best ? 'best' : 'timeLimit', 'the time is spent');
    const settled = await settleAt(graph, k, { ...options, seconds: left }, cover);
    simulatedTime += settled.time;
    last = settled.fought && `${settled.colour ? 'fought hardest' : 'fighting last'}: ${settled.fought}`;
    if (settled.starved !== undefined) return best ? result('solved', `${k} colours contradict ${settled.starved}`) : result('contradiction', `nothing can settle: no colour is left at ${settled.starved}`);
    if (!settled.colour) return best ? result('best', settled.interrupted ? 'interrupted' : `${k} colours did not settle in the time`) : result('timeLimit', settled.interrupted ? 'interrupted' : `${k} colours settled nowhere in the time (no proof)`);
    best = settled.colour;
    moved = true;
    count = new Set(best).size;
    if (options.colours !== undefined) return result('solved', '');
    k = count; // the next is one fewer than it needed
  }
  return result('solved', 'one colour is enough');
}

/** Each vertex in order of falling degree takes the smallest free colour: the start of the descent, not its result. */
function firstFit(graph: Graph): number[] {
  const near = neighbours(graph), colour = new Array<number>(graph.vertices).fill(-1);
  for (const v of Array.from(near.keys()).sort((a, b) => near[b].size - near[a].size)) {
    const taken = new Set([...near[v]].map((o) => colour[o]));
    let c = 0;
    while (taken.has(c)) c += 1;
    colour[v] = c;
  }
  return colour;
}
