import type { RunFolder } from '../runs/folder.ts';
import { recordKey, type Method } from '../runs/record.ts';
import type { Row } from '../runs/table.ts';
import type { SolveBoth, SolvePart, SolveSingle } from '../schemas/solve.ts';
import { methodScore, overlap } from './compare.ts';

/** What `solve --json` writes: the shape of `schemas/solve.schema.json`. */
export function solveOutput(rows: readonly Row[], methods: readonly Method[], folder: RunFolder, faults: readonly string[]): SolveSingle | SolveBoth {
  const failures = Object.fromEntries(rows.flatMap(({ record: r }) => (r.failed === undefined ? [] : [[recordKey(r.method, r.id), r.failed]])));
  const run = { ...folder.configuration, folder: folder.path, faults: [...faults], failures };
  const truths = rows.some((row) => row.score !== undefined);
  const of = (method: Method) => rows.filter((row) => row.record.method === method);
  if (methods.length === 1) return { run, ...part(rows), score: truths ? methodScore(rows) : undefined };
  const score = { field: methodScore(of('field')), attention: methodScore(of('attention')), ...overlap(rows) };
  return { run, field: part(of('field')), attention: part(of('attention')), score: truths ? score : undefined };
}

function part(rows: readonly Row[]): SolvePart {
  return {
    answers: Object.fromEntries(rows.map(({ record }) => [record.id, record.attempts.map(([attempt_1, attempt_2]) => ({ attempt_1, attempt_2 }))])),
    tasks: Object.fromEntries(rows.map(({ record: r }) => [r.id, {
      method: r.method, confidence: r.confidence, sure: r.sure, verified: r.verified, seconds: r.cpuSeconds, explanation: r.explanation ?? null,
    }])),
  };
}
