import { atOnce, type Parts } from '../../field/breath.ts';
import { Unreadable } from './unreadable.ts';

/** An undirected graph; `from[k]`–`to[k]` is edge k with `weight[k]`, vertices from 0. */
export interface Graph {
  vertices: number;
  from: Int32Array;
  to: Int32Array;
  weight: Float64Array;
  /** Lines of the text that were left out, and why. */
  remarks: string[];
}

/** Lines read in one part of the work. */
const PART = 4096;

/** A blank line, or a remark: `#` or `c` and a blank at its start. */
const silent = (line: string): boolean => /^\s*(#|c\s|c?$)/.test(line);

const numbers = (line: string): number[] => line.trim().split(/\s+/).map(Number);

/**
 * Reads a rudy graph: `n m`, then `u v w` for each edge, vertices from 1; lines that begin with `#` or `c` are remarks. Weights of an edge that is repeated are added; the header may
 * count it once or as it is listed. Errors (Unreadable): `where: …` with the line.
 */
export const readRudy = (where: string, text: string): Graph => atOnce(rudyInParts(where, text));

/** The same, some thousand lines a part: large files take seconds. */
export function* rudyInParts(where: string, text: string): Parts<Graph> {
  const lines = text.split(/\r?\n/), first = lines.findIndex((l) => !silent(l)), header = numbers(lines[first] ?? '');
  const [n, m] = header;
  if (header.length !== 2 || !Number.isInteger(n) || n < 1 || !Number.isInteger(m) || m < 0) throw new Unreadable(`${where}, line ${first + 1}: "${lines[first]?.trim() ?? ''}" came, expected the header "n m" (vertices, edges). Correct it.`);
  const from: number[] = [], to: number[] = [], weight: number[] = [], seen = new Map<number, number>();
  let repeated = 0;
  for (let k = first + 1; k < lines.length; k++) {
    if (k % PART === 0) yield;
    const line = lines[k];
    if (silent(line)) continue;
    const place = `${where}, line ${k + 1}`, parts = numbers(line), [u, v, w] = parts;
    if (parts.length === 2) throw new Unreadable(`${place}: "${line.trim()}" has no weight, expected "u v w". Write the weight of every edge.`);
    if (parts.length !== 3 || !Number.isFinite(w)) throw new Unreadable(`${place}: "${line.trim()}" came, expected "u v w". Correct it.`);
    checkVertex(place, u, n);
    checkVertex(place, v, n);
    if (u === v) throw new Unreadable(`${place}: the edge joins vertex ${u} with itself, expected two vertices. Leave it out.`);
    const key = Math.min(u, v) * (n + 1) + Math.max(u, v);
    const before = seen.get(key);
    if (before !== undefined) {
      weight[before] += w;
      repeated += 1;
      continue;
    }
    seen.set(key, weight.length);
    from.push(u - 1);
    to.push(v - 1);
    weight.push(w);
  }
  if (from.length !== m && from.length + repeated !== m) throw new Unreadable(`${where}, line ${first + 1}: the header says ${m} edges, ${from.length + repeated} came. Correct the header or complete the file.`);
  return { vertices: n, from: Int32Array.from(from), to: Int32Array.from(to), weight: Float64Array.from(weight), remarks: repeated > 0 ? [`${repeated} repeated edge${repeated === 1 ? '' : 's'}: their weights are added`] : [] };
}

/**
 * Reads a DIMACS graph: `p edge n m`, `e u v`, vertices from 1. Repeated edges count once and self loops are left out, as published
 * files have both; the header may count edges once, as they are listed, or twice. Errors (Unreadable): `where: …` with the line.
 */
export const readColouring = (where: string, text: string): Graph => atOnce(colouringInParts(where, text));

/** The same, some thousand lines a part. */
export function* colouringInParts(where: string, text: string): Parts<Graph> {
  const from: number[] = [], to: number[] = [], seen = new Set<number>();
  let n = 0, m = 0, loops = 0, repeated = 0;
  for (const [k, line] of text.split(/\r?\n/).entries()) {
    if (k % PART === 0) yield;
    const place = `${where}, line ${k + 1}`, [sign, ...rest] = line.trim().split(/\s+/);
    if (sign === 'p') {
      if (n > 0) throw new Unreadable(`${place}: a second header "${line.trim()}" came, expected one. Leave it out.`);
      [n, m] = [Number(rest[1]), Number(rest[2])];
      if (!Number.isInteger(n) || n < 1 || !Number.isInteger(m) || m < 0) throw new Unreadable(`${place}: "${line.trim()}" came, expected "p edge n m". Correct the header.`);
    } else if (sign === 'e') {
      const [u, v] = rest.map(Number);
      if (rest.length !== 2) throw new Unreadable(`${place}: "${line.trim()}" came, expected "e u v". Correct it.`);
      if (n === 0) throw new Unreadable(`${place}: an edge came before the header, expected "p edge n m" first. Move it.`);
      checkVertex(place, u, n);
      checkVertex(place, v, n);
      const key = Math.min(u, v) * (n + 1) + Math.max(u, v);
      if (u === v) loops += 1;
      else if (seen.has(key)) repeated += 1;
      else {
        seen.add(key);
        from.push(u - 1);
        to.push(v - 1);
      }
    } else if (sign !== '' && !sign.startsWith('c') && sign !== 'n' && sign !== 'd' && sign !== 'v' && sign !== 'x') throw new Unreadable(`${place}: "${line.trim()}" came, expected c, p or e at its start. Correct it.`);
  }
  if (n === 0) throw new Unreadable(`${where}: no header came, expected "p edge n m". Write it first.`);
  const listed = from.length + loops + repeated;
  if (![listed, 2 * listed, from.length].includes(m)) throw new Unreadable(`${where}: the header says ${m} edges, ${listed} came. Correct the header or complete the file.`);
  const remarks = [loops > 0 ? `${loops} self loops left out` : '', repeated > 0 ? `${repeated} repeated edges counted once` : ''].filter(Boolean);
  return { vertices: n, from: Int32Array.from(from), to: Int32Array.from(to), weight: new Float64Array(from.length).fill(1), remarks };
}

/** Clauses of signed variables from 1. */
export interface Formula {
  variables: number;
  clauses: Int32Array[];
}

/** Reads DIMACS CNF: `p cnf n m`, clauses of signed numbers, each ended by 0. Some thousand lines a part. Errors (Unreadable): `where: …`. */
export function* readFormula(where: string, text: string): Parts<Formula> {
  const clauses: Int32Array[] = [];
  let n = 0, m = -1, open: number[] = [];
  for (const [k, line] of text.split(/\r?\n/).entries()) {
    if (k % PART === 0) yield;
    const place = `${where}, line ${k + 1}`, parts = line.trim().split(/\s+/);
    if (parts[0] === '%') break; // SATLIB files end so
    if (parts[0] === '' || parts[0].startsWith('c')) continue;
    if (parts[0] === 'p') {
      if (m >= 0) throw new Unreadable(`${place}: a second header "${line.trim()}" came, expected one. Leave it out.`);
      [n, m] = [Number(parts[2]), Number(parts[3])];
      if (!Number.isInteger(n) || n < 0 || !Number.isInteger(m) || m < 0) throw new Unreadable(`${place}: "${line.trim()}" came, expected "p cnf n m". Correct the header.`);
      continue;
    }
    for (const [i, literal] of parts.map(Number).entries()) {
      if (m < 0) throw new Unreadable(`${place}: a clause came before the header, expected "p cnf n m" first. Move it.`);
      if (!Number.isInteger(literal) || Math.abs(literal) > n) throw new Unreadable(`${place}: literal ${parts[i]} came, expected whole numbers from −${n} to ${n}. Correct it.`);
      if (literal === 0) {
        clauses.push(Int32Array.from(new Set(open)));
        open = [];
      } else open.push(literal);
    }
  }
  if (open.length > 0) throw new Unreadable(`${where}: the last clause is not ended, expected 0 at its end. Write it.`);
  if (m < 0) throw new Unreadable(`${where}: no header came, expected "p cnf n m". Write it first.`);
  if (clauses.length !== m) throw new Unreadable(`${where}: the header says ${m} clauses, ${clauses.length} came. Correct the header or complete the file.`);
  return { variables: n, clauses };
}

function checkVertex(place: string, v: number, n: number): void {
  if (!Number.isInteger(v) || v < 1 || v > n) throw new Unreadable(`${place}: vertex ${v} came, expected 1 to ${n}. Correct it.`);
}
