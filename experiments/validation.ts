import { writeFileSync } from 'node:fs';
import type { Experiment } from '../src/runs/experiment.ts';
import { root } from '../src/runs/versions.ts';
import { CHECKS } from '../src/validation/all.ts';
import { holds, type Figure, type Precision } from '../src/validation/check.ts';
import { drawPictures } from './validation/pictures.ts';
import { pageOf, number, type Measured } from './validation/page.ts';

// Question: does the field reproduce what theory says about coupled oscillators? Run: npx cymatic run validation --only V4,V5

const experiment: Experiment = {
  summary: 'Does the field reproduce the theorems about coupled oscillators?',
  options: {
    only: { type: 'string', default: '', about: 'checks separated by commas, for example V4,V12; empty: all' },
    precision: { type: 'string', default: 'both', about: 'float64, float32 or both' },
    page: { type: 'boolean', default: false, about: 'write docs/validation.md and its pictures (all checks, both precisions)' },
  },
  async run(options, { say, signal }) {
    const wanted = options.only === '' ? [] : String(options.only).split(','), precisions: Precision[] = options.precision === 'both' ? ['float64', 'float32'] : [options.precision as Precision];
    for (const id of wanted) if (!CHECKS.some((c) => c.id === id)) throw new RangeError(`--only: "${id}" came, expected some of ${CHECKS.map((c) => c.id).join(', ')}. Correct it.`);
    if (!['both', 'float64', 'float32'].includes(String(options.precision))) throw new RangeError(`--precision: "${options.precision}" came, expected float64, float32 or both. Choose one.`);
    if (options.page && (wanted.length > 0 || precisions.length < 2)) throw new RangeError('--page: came with a part of the checks, expected all of them in both precisions. Leave out --only and --precision.');
    const measured: Measured[] = [], broken: string[] = [];
    for (const check of CHECKS.filter((c) => wanted.length === 0 || wanted.includes(c.id))) {
      const found: Partial<Record<Precision, Figure[]>> = {};
      for (const precision of precisions) {
        if (signal.aborted) break;
        found[precision] = await check.figures(precision);
        for (const f of found[precision]!) if (!holds(f)) broken.push(`${check.id} ${precision}: ${f.what}, expected ${f.expected}, measured ${f.measured}`);
      }
      if (signal.aborted) break;
      measured.push({ check, found });
      say(`${check.id} ${check.title}`);
    }
    if (options.page && !signal.aborted) {
      writeFileSync(`${root}docs/validation.md`, pageOf(measured));
      await drawPictures(`${root}docs/pictures`, say);
      say('docs/validation.md written');
    }
    const rows = measured.flatMap(({ check, found }) => precisions.flatMap((p) => (found[p] ?? []).map((f) => `| ${[check.id, p, f.what.replaceAll('|', '\\|'), number(f.expected), number(f.measured), Math.abs(f.measured - f.expected).toExponential(1), f.within, holds(f) ? 'yes' : 'NO'].join(' | ')} |`)));
    return {
      reached: broken.length === 0, seeds: [], backend: 'float64 module and reference; float32 on the default backend', results: measured.map(({ check, found }) => ({ id: check.id, title: check.title, ...found })),
      report: ['| id | precision | what | expected | measured | error | within | holds |', '|---|---|---|---|---|---|---|---|', ...rows, '', broken.length === 0 ? 'All figures hold.' : `Broken:\n${broken.join('\n')}`].join('\n'),
    };
  },
};
export default experiment;
