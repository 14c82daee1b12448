import { join } from 'node:path';
import type { Experiment } from '../src/runs/experiment.ts';
import { makeFolder, writeWhole } from '../src/runs/files.ts';
import { settleClauses, uniformFormula, unmet } from '../src/solvers/constraints/satisfiability.ts';
import { cpuSeconds, spread } from '../src/solvers/constraints/spread.ts';

// Question: how many uniform 3-SAT formulas near the threshold do adaptive clauses settle? At ratio 4.2 some formulas cannot be met at
// all, and the field cannot tell; those that did not settle are written as .cnf into the run folder, for an exact solver to judge.
// Run: npx cymatic run satisfiability --count 100

const experiment: Experiment = {
  summary: 'How many uniform 3-SAT formulas near the threshold do adaptive clauses settle?',
  options: {
    variables: { type: 'number', default: 250, least: 1, about: 'variables a formula' },
    ratio: { type: 'number', default: 4.2, least: 0.001, fraction: true, about: 'clauses a variable' },
    count: { type: 'number', default: 30, least: 1, about: 'formulas; formula k is made from seed k' },
    first: { type: 'number', default: 1, about: 'seed of the first formula' },
    skip: { type: 'string', default: '', about: 'formulas left out, a list: those that an exact solver has proved not satisfiable' },
    seed: { type: 'number', default: 1, about: 'seed of the field' },
    seconds: { type: 'number', default: 10, least: 0.001, fraction: true, about: 'CPU seconds a formula' },
  },
  async run(options, { say, signal, folder }) {
    const variables = Number(options.variables), clauses = Math.round(variables * Number(options.ratio)), first = Number(options.first), count = Number(options.count), seconds: number[] = [], open: number[] = [];
    const skipped = new Set(String(options.skip).split(',').filter(Boolean).map(Number)), ran: number[] = [];
    for (let k = first; k < first + count && !signal.aborted; k++) {
      if (skipped.has(k)) continue;
      const formula = uniformFormula(variables, clauses, k), before = cpuSeconds(), { literals, left } = await settleClauses(formula, { seed: Number(options.seed), seconds: Number(options.seconds), clock: cpuSeconds, signal });
      ran.push(k);
      if (left === 0 && unmet(formula, literals) === 0) seconds.push(cpuSeconds() - before);
      else {
        open.push(k);
        makeFolder(folder);
        writeWhole(join(folder, `formula-${k}.cnf`), `p cnf ${variables} ${clauses}\n${formula.clauses.map((c) => `${[...c].join(' ')} 0`).join('\n')}\n`);
      }
      if (ran.length % 10 === 0) say(`${seconds.length} of ${ran.length} settled`);
    }
    const { p50, p90, max } = spread(seconds);
    return {
      seeds: ran, results: { settled: seconds.length, formulas: ran.length, skipped: [...skipped], open, cpuSeconds: spread(seconds) }, backend: 'clause loop, float64',
      report: `${seconds.length} of ${ran.length} formulas settled; CPU s p50 ${p50.toFixed(2)}, p90 ${p90.toFixed(2)}, max ${max.toFixed(2)}.\nNot settled (perhaps not satisfiable): ${open.join(', ') || 'none'}`,
    };
  },
};
export default experiment;
