import type { Method } from '../runs/record.ts';
import type { Row } from '../runs/table.ts';
import type { MethodScore } from '../schemas/solve.ts';
import { methodScore, overlap } from './compare.ts';

const titles = { field: 'field', attention: 'attention net' } as const;

/** The table at the end of a solve: one column a method, and the sentence where to look next. */
export function comparisonTable(rows: readonly Row[], methods: readonly Method[], runFolder: string): string {
  const scores = methods.map((method) => methodScore(rows.filter((row) => row.record.method === method)));
  const truths = scores.some((s) => s.scored > 0);
  const lines: string[][] = [['', ...methods.map((m) => titles[m])]];
  const add = (label: string, of: (s: MethodScore) => string) => lines.push([label, ...scores.map(of)]);

  add('tasks answered', (s) => `${s.tasks - s.failed}`);
  if (scores.some((s) => s.failed > 0)) add('tasks given up (crash, time limit)', (s) => `${s.failed}`);
  if (truths) {
    add('tasks solved, two attempts', (s) => share(s.solved, s.scored));
    if (methods.length === 2) {
      const o = overlap(rows);
      lines.push(['  solved by this one only', String(o.onlyField), String(o.onlyAttention)], ['  solved by both', String(o.solvedByBoth), String(o.solvedByBoth)], ['  solved by neither', String(o.neither), String(o.neither)]);
    }
    add('tasks solved, first attempt', (s) => share(s.firstSolved, s.scored));
    add('test inputs solved', (s) => share(s.inputsSolved, s.inputs));
  }
  add('CPU seconds a task, median', (s) => s.medianCpuSeconds.toFixed(2));
  add('parameters learned a task, median', (s) => `${Math.round(s.medianParameters)}`);
  const sure = methods.map((method) => rows.filter((row) => row.record.method === method && row.record.sure).length);
  lines.push(['answers called sure', ...sure.map(String)]);
  if (truths) {
    add('  of these right', (s) => share(s.sureRight, s.sure));
    add('calibration error', (s) => s.calibration.error.toFixed(3));
  }
  return [layout(lines), truths ? '' : '\nNo truths came with these tasks: nothing is scored.', `\n${lookNext(rows, scores, methods, runFolder)}`].join('\n').replace(/\n{3,}/g, '\n\n');
}

/** The table of a first look, in the words of somebody who has not seen one: field and net on the same puzzles. */
export function firstTable(rows: readonly Row[], runFolder: string): string {
  const methods = ['field', 'attention'] as const, [field, net] = methods.map((method) => methodScore(rows.filter((row) => row.record.method === method)));
  const solved = (id: string, method: Method) => rows.some((row) => row.record.id === id && row.record.method === method && row.score?.solved);
  const ids = [...new Set(rows.map((row) => row.record.id))], both = ids.filter((id) => methods.every((m) => rows.some((row) => row.record.id === id && row.record.method === m)));
  const fates = [
    ['both', both.filter((id) => solved(id, 'field') && solved(id, 'attention'))], ['the field alone', both.filter((id) => solved(id, 'field') && !solved(id, 'attention'))],
    ['the net alone', both.filter((id) => !solved(id, 'field') && solved(id, 'attention'))], ['neither', both.filter((id) => !solved(id, 'field') && !solved(id, 'attention'))],
  ] as const;
  const sure = (s: MethodScore) => (s.sure === 0 ? 'of none' : `of ${s.sure}, ${s.sureRight === s.sure ? 'all' : s.sureRight} right`);
  const table = layout([
    ['', 'field', 'attention net'],
    ['puzzles answered', String(field.tasks - field.failed), String(net.tasks - net.failed)],
    ['solved, in one of two tries', share(field.solved, field.scored), share(net.solved, net.scored)],
    ['solved at the first try', share(field.firstSolved, field.scored), share(net.firstSolved, net.scored)],
    ['says it is sure', sure(field), sure(net)],
    ['processor time a puzzle', `${field.medianCpuSeconds.toFixed(1)} s`, `${net.medianCpuSeconds.toFixed(1)} s`],
    ['numbers learned a puzzle', Math.round(field.medianParameters).toLocaleString('en'), Math.round(net.medianParameters).toLocaleString('en')],
  ]);
  const lists = fates.filter(([, those]) => those.length > 0).map(([who, those]) => `${`Solved by ${who}:`.padEnd(26)} ${wrapped(those.join(', '), 27)}`);
  return [table, '', ...lists, '', `Times and numbers are medians. Every answer with its explanation: ${runFolder}/answers.jsonl; a row a puzzle: ${runFolder}/results.parquet.`].join('\n');
}

/** Long lists on lines of at most 100 characters, set in by some. */
function wrapped(text: string, indent: number): string {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    if (lines.length === 0 || lines.at(-1)!.length + word.length + 1 > 100 - indent) lines.push(word);
    else lines[lines.length - 1] += ` ${word}`;
  }
  return lines.join(`\n${' '.repeat(indent)}`);
}

function lookNext(rows: readonly Row[], scores: readonly MethodScore[], methods: readonly Method[], runFolder: string): string {
  const place = `${runFolder}/answers.jsonl holds every answer with its explanation, ${runFolder}/results.parquet a row a task.`;
  const missed = rows.find((row) => row.score && !row.score.solved && row.record.sure);
  if (missed) return `Where to look next: ${missed.record.id}, which the ${titles[missed.record.method]} called sure and got wrong. ${place}`;
  const open = rows.filter((row) => row.score && !row.score.solved && row.record.method === methods[0]);
  if (open.length > 0) return `Where to look next: ${open[0].record.id}, the first of ${open.length} that the ${titles[methods[0]]} did not solve. ${place}`;
  return `Where to look next: ${scores[0].scored > 0 ? 'harder tasks, all of these are solved' : 'the explanations of the answers'}. ${place}`;
}

const share = (part: number, all: number) => (all === 0 ? '-' : `${part} of ${all} (${Math.round((100 * part) / all)} %)`);

/** Columns set flush: the first to the left, the others to the right. */
function layout(lines: readonly string[][]): string {
  const widths = lines[0].map((_, k) => Math.max(...lines.map((line) => line[k].length)));
  return lines.map((line) => line.map((text, k) => (k === 0 ? text.padEnd(widths[k]) : text.padStart(widths[k] + 3))).join('').trimEnd()).join('\n');
}
