import type { Method } from '../runs/record.ts';
import type { Row } from '../runs/table.ts';
import type { MethodScore } from '../schemas/solve.ts';

const bins = 5;

/**
 * The figures of one method. Calibration and "sure" speak about the first attempts, as confidence does; what was given up has no confidence and no
 * parameters, and counts as not solved. CPU seconds are those that are known.
 */
export function methodScore(rows: readonly Row[]): MethodScore {
  const known = rows.filter((row) => row.score !== undefined), sure = known.filter((row) => row.record.sure);
  const inputs = known.flatMap((row) => row.score!.inputs);
  const cpu = rows.flatMap((row) => row.record.cpuSeconds ?? []), answered = rows.filter((row) => row.record.failed === undefined);
  return {
    tasks: rows.length, scored: known.length,
    solved: known.filter((row) => row.score!.solved).length, firstSolved: known.filter((row) => row.score!.firstSolved).length,
    inputs: inputs.length, inputsSolved: inputs.filter((hit) => hit > 0).length,
    sure: sure.length, sureRight: sure.filter((row) => row.score!.firstSolved).length,
    failed: rows.filter((row) => row.record.failed !== undefined).length,
    medianCpuSeconds: median(cpu), totalCpuSeconds: cpu.reduce((a, b) => a + b, 0), medianParameters: median(answered.map((row) => row.record.parameters)),
    calibration: calibration(known),
  };
}

/** Confidence against the share right, in five bins of equal width; error = Σ (tasks in bin / tasks) · |mean confidence − share right|. */
function calibration(known: readonly Row[]): MethodScore['calibration'] {
  const rows = known.flatMap(({ record, score }) => (record.failed === undefined && record.confidence !== null ? [{ confidence: record.confidence, right: score!.firstSolved }] : []));
  const filled = Array.from({ length: bins }, (_, k) => {
    const members = rows.filter((row) => Math.min(bins - 1, Math.floor(row.confidence * bins)) === k);
    return {
      from: k / bins, to: (k + 1) / bins, tasks: members.length,
      meanConfidence: members.length === 0 ? 0 : members.reduce((sum, row) => sum + row.confidence, 0) / members.length,
      right: members.filter((row) => row.right).length,
    };
  });
  const error = filled.reduce((sum, b) => sum + (b.tasks === 0 ? 0 : (b.tasks / rows.length) * Math.abs(b.meanConfidence - b.right / b.tasks)), 0);
  return { error, bins: filled };
}

/** Which tasks both methods solved, only one, or neither. Tasks that both have tried and whose truth is known are counted. */
export function overlap(rows: readonly Row[]): { solvedByBoth: number; onlyField: number; onlyAttention: number; neither: number } {
  const fates = new Map<string, Partial<Record<Method, boolean>>>();
  for (const { record, score } of rows) if (score) fates.set(record.id, { ...fates.get(record.id), [record.method]: score.solved });
  const tried = [...fates.values()].filter((fate) => fate.field !== undefined && fate.attention !== undefined);
  const count = (field: boolean, attention: boolean) => tried.filter((fate) => fate.field === field && fate.attention === attention).length;
  return { solvedByBoth: count(true, true), onlyField: count(true, false), onlyAttention: count(false, true), neither: count(false, false) };
}

function median(values: readonly number[]): number {
  if (values.length === 0) return 0;
  const sorted = [...values].sort((a, b) => a - b), middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
