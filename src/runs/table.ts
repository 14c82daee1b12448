import { parquetWriteBuffer } from 'hyparquet-writer';
import type { TaskScore } from '../tasks/score.ts';
import type { AnswerRecord } from './record.ts';

/** A row of `results.parquet`: one task answered by one method, and how it fared where the truth is known. */
export interface Row {
  record: AnswerRecord;
  score: TaskScore | undefined;
}

/** The table as Parquet bytes. Columns without a value (no truth, no failure) hold null. */
export function parquetOf(rows: readonly Row[]): Uint8Array {
  const column = (name: string, type: 'STRING' | 'BOOLEAN' | 'INT32' | 'DOUBLE' | 'JSON', of: (row: Row) => unknown) => ({ name, type, nullable: true, data: rows.map((row) => of(row) ?? null) });
  return new Uint8Array(parquetWriteBuffer({
    columnData: [
      column('id', 'STRING', ({ record }) => record.id),
      column('method', 'STRING', ({ record }) => record.method),
      column('solved', 'BOOLEAN', ({ score }) => score?.solved),
      column('first_solved', 'BOOLEAN', ({ score }) => score?.firstSolved),
      column('inputs', 'INT32', ({ record }) => record.attempts.length),
      column('inputs_solved', 'INT32', ({ score }) => score?.inputs.filter((hit) => hit > 0).length),
      column('confidence', 'DOUBLE', ({ record }) => record.confidence),
      column('sure', 'BOOLEAN', ({ record }) => record.sure),
      column('verified', 'BOOLEAN', ({ record }) => record.verified),
      column('parameters', 'INT32', ({ record }) => record.parameters),
      column('cpu_seconds', 'DOUBLE', ({ record }) => record.cpuSeconds),
      column('wall_seconds', 'DOUBLE', ({ record }) => record.wallSeconds),
      column('backend', 'STRING', ({ record }) => record.backend),
      column('failed', 'STRING', ({ record }) => record.failed),
      column('warnings', 'STRING', ({ record }) => record.warnings.join('\n')),
      column('attempts', 'STRING', ({ record }) => JSON.stringify(record.attempts)),
    ],
  }));
}
