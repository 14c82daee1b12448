import { z } from 'zod';

const numbers = z.array(z.number());
const texts = z.record(z.string(), z.string());

/** One value for all sites, one a site, or a rule that gives every site its own. */
const values = z.union([
  z.number(), numbers,
  z.object({ uniform: z.tuple([z.number(), z.number()]).describe('Drawn evenly between two numbers, from the seed.'), quantiles: z.boolean().optional().describe('Even quantiles in shuffled order instead of draws.') }).strict(),
  z.object({ normal: z.tuple([z.number(), z.number().min(0)]).describe('Drawn with this mean and standard deviation.') }).strict(),
  z.object({ lorentz: z.tuple([z.number(), z.number().min(0)]).describe('Drawn with this centre and half width.'), quantiles: z.boolean().optional() }).strict(),
  z.object({ ramp: z.tuple([z.number(), z.number()]).describe('From the first site to the last.') }).strict(),
  z.object({ twisted: z.union([z.int(), z.tuple([z.int(), z.int()])]).describe('Whole turns of a phase once around: along the sites, or [rows, columns].') }).strict(),
  z.object({ formula: z.string().describe('Arithmetic on site, sites, row, rows, column, columns, entry.') }).strict(),
], { error: 'a number, a list of numbers, or one of {"uniform": [low, high]}, {"normal": [mean, deviation]}, {"lorentz": [centre, half width]}, {"ramp": [first, last]}, {"twisted": turns}, {"formula": "…"}' });

const from = z.union([z.string(), texts]).optional().describe('Signal to carry, heard under the name of the carrier; or {heard: signal}. Default: every signal under its own name.');
const delay = z.number().positive().optional().describe('How long the signals are under way, a whole number of dt.');
const boundary = z.enum(['open', 'periodic']).optional().describe('Default periodic.');
export const CARRIERS = {
  lattice: z.object({ kind: z.literal('lattice'), neighbours: z.union([z.literal(4), z.literal(8)], { error: '4 or 8' }).optional(), radius: z.number().optional(), kernel: z.array(numbers).optional(), boundary, from, delay }).strict(),
  circle: z.object({ kind: z.literal('circle'), radius: z.int().optional(), kernel: z.union([numbers, z.string()], { error: 'a list of weights, or a formula of step' }).optional(), normalise: z.boolean().optional(), boundary, from, delay }).strict(),
  meanField: z.object({ kind: z.literal('meanField'), reduce: z.enum(['mean', 'sum']).optional(), from, delay }).strict(),
  group: z.object({ kind: z.literal('group'), group: z.array(z.int()), reduce: z.enum(['mean', 'sum']).optional(), from, delay }).strict(),
  dense: z.object({ kind: z.literal('dense'), weight: z.union([z.array(numbers), values], { error: 'rows of weights, or a rule as for parameters' }), symmetric: z.boolean().optional().describe('Both ways alike, nobody hears itself.'), from, delay }).strict(),
  sparse: z.object({ kind: z.literal('sparse'), links: z.array(numbers.min(2).max(3)).optional().describe('[site, hears, weight?]'), degree: z.int().min(1).optional().describe('Instead of links: everybody hears so many others, drawn from the seed.'), weight: z.number().optional(), from, delay }).strict(),
  permutation: z.object({ kind: z.literal('permutation'), table: z.array(z.int()).optional(), shift: z.tuple([z.int(), z.int()]).optional(), mirror: z.enum(['topToBottom', 'leftToRight', 'diagonal', 'otherDiagonal']).optional(), boundary, from, delay }).strict(),
} as const;
const carrier = z.discriminatedUnion('kind', Object.values(CARRIERS) as unknown as [typeof CARRIERS.lattice, typeof CARRIERS.circle, typeof CARRIERS.meanField, typeof CARRIERS.group, typeof CARRIERS.dense, typeof CARRIERS.sparse, typeof CARRIERS.permutation]);

const bound = z.number().nullable();
const ruleText = z.object({
  name: z.string().min(1), of: z.enum(['link', 'site']).describe('Changes the weight w of a link, or a parameter of a site.'), changes: z.string().optional().describe('Rules of sites: which parameter.'),
  reads: z.array(z.string()).optional().describe('State variables or signals that the ends show: x_i hears, x_j is heard.'), shows: texts.optional().describe('{shown: equation of what one site reads}: read like the others, as shown_i and shown_j.'), hears: texts.optional().describe('{heard: read}: the sum over the links that learn.'),
  averages: z.record(z.string(), z.object({ of: z.string(), tau: z.string() }).strict()).optional().describe('Running averages of a site, dm/dt = (of - m)/tau.'),
  parameters: z.record(z.string(), z.number()).optional(), rate: z.string().describe('d(changed)/dt without its decay.'), decay: z.string().optional(),
  bounds: z.tuple([bound, bound]).optional().describe('Lowest and highest value; null: none.'),
  holds: z.object({ name: z.string(), of: z.string(), at: z.string() }).strict().optional().describe('What homeostasis holds, an expression of one site, and its set point.'),
  timescale: z.string().optional(), fixedPoint: z.string().optional(),
}).strict();
const plasticity = z.object({
  every: z.number().positive().optional().describe('Simulated time between two looks of the rules at the field. Default: one step.'),
  rules: z.array(z.object({
    rule: z.union([z.string(), ruleText], { error: 'a rule by name, or {"name", "of": "link" or "site", "reads", "rate", …}' }),
    carrier: z.string().optional().describe('Rules of links: the carrier (dense or sparse) whose weights learn.'),
    parameters: z.record(z.string(), z.number()).optional(), reads: texts.optional().describe('{read: variable or signal of the model}, where the names differ.'),
    averages: z.record(z.string(), z.number()).optional().describe('Start of running averages. Default 0.'), step: z.number().positive().optional().describe('Largest step of the rule itself. Default: every.'),
  }).strict()).min(1),
}).strict();

const drive = z.array(z.object({
  for: z.number().positive().describe('How long, a whole number of dt and of plasticity.every.'),
  parameters: z.record(z.string(), values).describe('What is played: parameters not named have the value that "parameters" gives them.'),
}).strict()).min(1);

/** A model file of `npx cymatic simulate`. */
export const simulationShape = z.object({
  $schema: z.string().optional(),
  name: z.string().min(1).optional().describe('Default: the name of the file or of the model.'),
  model: z.string().optional().describe('A model by name, instead of equations.'),
  state: z.record(z.string(), z.enum(['phase', 'real'])).optional().describe('State variables of one site.'),
  parameters: z.record(z.string(), values).optional(),
  where: texts.optional().describe('Named definitions that the equations may use.'),
  rate: texts.optional().describe('Time derivative of every state variable.'),
  emits: texts.optional().describe('Signals a site radiates.'),
  hears: z.array(z.string()).optional().describe('Names of carried signals in the equations. Default: those of emits.'),
  planar: z.tuple([z.string(), z.string()]).optional().describe('Two real variables that are one rotation.'),
  noise: texts.optional().describe('Amplitude of the white noise of a variable: euler reads it as Ito, heun as Stratonovich.'),
  project: texts.optional().describe('What a variable becomes after every step: walls, a sphere.'),
  split: z.object({ flow: texts, rest: texts }).strict().optional().describe('For the integrator strang: the exact flow of a part of the rate over a time h, and the rest as a rate.'),
  carriers: z.record(z.string(), carrier).optional(),
  plasticity: plasticity.optional().describe('What learns while the field runs: couplings of a carrier, or parameters of the sites. Without copies (batch 1) and delays.'),
  drive: drive.optional().describe('What is played in: parameters, one set after another, from the start again at the end.'),
  sites: z.union([z.int().min(1), z.tuple([z.int().min(1), z.int().min(1)])], { error: 'a whole number of at least 1, or [rows, columns]' }).optional().describe('How many, or [rows, columns]. Default 64.'),
  batch: z.int().min(1).optional().describe('Independent copies side by side, with draws of their own. Default 1.'),
  dt: z.number().positive().optional().describe('Time step. Default 0.05.'),
  integrator: z.string().optional().describe('euler, heun, rk4, symplectic, strang. Default rk4, with noise heun.'),
  time: z.number().positive().optional().describe('Simulated time. Default 50.'),
  start: z.record(z.string(), values).optional().describe('Default: phases drawn around the circle, real variables drawn with deviation 0.1.'),
  record: z.object({
    variables: z.array(z.string()).optional().describe('Default: all.'),
    every: z.number().positive().optional().describe('Simulated time between two moments. Default: 200 moments.'),
    observables: z.array(z.enum(['orderParameter', 'energy', 'meanFrequency', 'residual'])).optional().describe('Default: all that the model defines; energy up to 65,536 sites.'),
  }).strict().optional(),
  tolerance: z.number().min(0).optional().describe('Stop where the largest rate in the co-rotating frame stays below this. Default 0: run for the whole time.'),
  seed: z.int().min(0).optional().describe('Of everything that is drawn. Default 1.'),
  backend: z.string().optional(),
}).strict().meta({ title: 'model file of cymatic simulate' });
export type SimulationFile = z.infer<typeof simulationShape>;
export type RuleFile = z.infer<typeof ruleText>;
export type Values = z.infer<typeof values>;
export type CarrierFile = z.infer<typeof carrier>;

/** `npx cymatic simulate --json`. */
export const simulatedShape = z.object({
  name: z.string(), model: z.string(), status: z.enum(['locked', 'periodic', 'drifting', 'timeLimit', 'diverged', 'interrupted']),
  time: z.number(), steps: z.int(), dt: z.number(), integrator: z.string(), sites: z.int(), batch: z.int(), seed: z.int(),
  residual: z.number().nullable().describe('Largest rate in the co-rotating frame at the end.'),
  orderParameter: numbers.optional().describe('Of each batch entry, at the end.'),
  meanOrderParameter: numbers.optional().describe('Mean over the second half of the recorded moments.'),
  energy: numbers.optional(),
  meanFrequency: numbers.optional().describe('Of each batch entry, mean over the second half of the recorded moments.'),
  learned: z.array(z.object({ name: z.string().describe('Its array in the recording.'), rule: z.string(), values: z.int(), least: z.number(), median: z.number(), most: z.number() })).optional().describe('What plasticity changed, at the end.'),
  volatility: z.number().optional().describe('How fast it still changes at the end: mean |dw/dt|.'),
  moments: z.int().describe('Recorded moments.'),
  folder: z.string(), backend: z.string(), executor: z.string(), warnings: z.array(z.string()), advice: z.string().optional(),
  seconds: z.number().describe('Wall clock.'),
}).strict().meta({ title: 'cymatic simulate --json' });
export type SimulatedOutput = z.infer<typeof simulatedShape>;
