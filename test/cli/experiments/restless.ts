import { setTimeout as moment } from 'node:timers/promises';
import { defineField, kuramoto, meanField, settle } from '../../../src/index.ts';
import type { Experiment } from '../../../src/runs/experiment.ts';

/** Settles small fields one after the other, each in less time than settle breathes in, and never pauses between them; or hears nothing at all. */
const restless: Experiment = {
  summary: 'Settles until it is told to stop.',
  options: { deaf: { type: 'boolean', default: false, about: 'does not hear that it is told to stop' } },
  async run(options, { signal, say }) {
    say('under way');
    if (options.deaf) await moment(600_000);
    const field = defineField({ model: kuramoto, carriers: { mean: meanField() }, dt: 0.1 });
    let runs = 0;
    for (; !signal.aborted; runs++) await settle(field, { sites: 4, state: { theta: 0 }, tolerance: 1e-3, timeLimit: 1, backend: 'cpu' });
    return { seeds: [], results: { runs }, backend: 'cpu', report: `${runs} fields settled.` };
  },
};

export default restless;
