/**
 * Question: when the field says how sure it is, is it right that often? And which constants make it so?
 * A "no": answers called sure that are wrong more often than one in ten, or bins whose mean confidence is far from the share right.
 * Command: npx cymatic run calibration --run runs/…-solve-field --tasks FILE, after `npx cymatic solve FILE`. Seconds.
 * Fit on training tasks only; the constants found here stand in src/solvers/grid/confidence.ts.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AnswerRecord } from '../src/runs/record.ts';
import type { Experiment } from '../src/runs/experiment.ts';
import { calibration } from '../src/solvers/equivariance.ts';
import { FITTED, probability } from '../src/solvers/grid/confidence.ts';
import type { Explanation } from '../src/solvers/grid/explain.ts';
import { readTasks } from '../src/tasks/read.ts';
import { score } from '../src/tasks/score.ts';

interface Case { energy: number; share: number; right: boolean; confidence: number; sure: boolean; verified: boolean }

const POWERS = [0, 0.25, 0.5, 0.75, 1], WIDTHS = [0.6, 0.8, 1, 1.2, 1.5, 1.8, 2.2];
const MIDDLES = Array.from({ length: 40 }, (_, k) => 2 + k * 0.2);

const experiment: Experiment = {
  summary: 'Is the field right as often as it says, and which constants make it so?',
  options: {
    run: { type: 'string', default: '', about: 'run folder of a finished solve by the field' },
    tasks: { type: 'string', default: 'tasks', about: 'the task file it solved' },
  },
  async run(options) {
    if (!options.run) throw new RangeError('calibration: no run came, expected --run FOLDER of a finished solve. Run npx cymatic solve first.');
    const { tasks } = readTasks(String(options.tasks));
    const lines = readFileSync(join(String(options.run), 'answers.jsonl'), 'utf8').split('\n').filter(Boolean);
    const cases = lines.map((line) => JSON.parse(line) as AnswerRecord).flatMap((r): Case[] => {
      const why = r.explanation as Explanation | null, marks = tasks[r.id] && score(tasks[r.id], r.attempts);
      return r.method === 'field' && why && marks && r.confidence !== null ? [{ energy: why.energy.total, share: why.energy.share, right: marks.firstSolved, confidence: r.confidence, sure: r.sure, verified: r.verified }] : [];
    });
    if (!cases.length) throw new RangeError(`calibration: no explained answers of the field with a known truth came in ${String(options.run)}, expected some. Name the tasks the run solved.`);
    const fits = POWERS.flatMap((power) => MIDDLES.flatMap((middle) => WIDTHS.map((width) => ({ power, middle, width, logLikelihood: likelihood(cases, { power, middle, width }) })))).sort((a, b) => b.logLikelihood - a.logLikelihood);
    const sure = cases.filter((c) => c.sure), bins = calibration(cases);
    const report = [
      '| confidence | tasks | mean confidence | share right |', '|---|---|---|---|',
      ...bins.map((b) => `| ${b.from.toFixed(1)} to ${b.to.toFixed(1)} | ${b.tasks} | ${b.confidence.toFixed(2)} | ${b.right.toFixed(2)} |`),
      '', `Called sure: ${sure.length} of ${cases.length} explained answers, ${sure.filter((c) => c.right).length} of them right.`,
      `Best constants: power of the share ${fits[0].power}, middle ${fits[0].middle.toFixed(1)}, width ${fits[0].width} (log-likelihood ${fits[0].logLikelihood.toFixed(1)}; in use ${likelihood(cases, FITTED).toFixed(1)}).`,
    ].join('\n');
    return { seeds: [], results: { cases: cases.length, bins, sure: sure.length, sureRight: sure.filter((c) => c.right).length, best: fits.slice(0, 5) }, backend: 'none', report };
  },
};

function likelihood(cases: Case[], fit: typeof FITTED): number {
  return cases.reduce((sum, c) => {
    const p = Math.min(0.995, Math.max(0.005, probability(c.share, c.energy, fit)));
    return sum + Math.log(c.right ? p : 1 - p);
  }, 0);
}

export default experiment;
