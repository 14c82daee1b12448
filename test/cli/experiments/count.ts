import type { Experiment } from '../../../src/runs/experiment.ts';

const count: Experiment = {
  summary: 'Adds up.',
  options: {
    steps: { type: 'number', default: 3, about: 'how far' },
    'loud-voice': { type: 'boolean', default: false, about: 'shout' },
    seed: { type: 'number', default: 2, most: 9, about: 'seed' },
    voice: { type: 'string', default: 'alto', choices: ['alto', 'tenor'], about: 'which' },
  },
  async run(options, context) {
    context.say(options['loud-voice'] ? 'COUNTED' : 'counted');
    const steps = Number(options.steps);
    if (steps < 1) throw new RangeError(`steps: ${steps} came, expected at least 1. Count further.`);
    return { seeds: [Number(options.seed)], results: { sum: (steps * (steps - 1)) / 2 }, backend: 'none', report: `| steps | ${steps} |` };
  },
};

export default count;
