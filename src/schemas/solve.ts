import { z } from 'zod';

const grid = z.array(z.array(z.int().min(0).max(9)).max(30)).max(30).describe('Rows of colours 0..9. Empty where the method gave no answer.');
const attempts = z.object({ attempt_1: grid, attempt_2: grid }).strict();
const method = z.enum(['field', 'attention']);

const answers = z.record(z.string(), z.array(attempts).min(1)).describe('By task: one entry a test input, the ARC Prize submission shape.');
const tasks = z.record(z.string(), z.object({
  method,
  confidence: z.number().min(0).max(1).nullable().describe('Estimated probability that the first attempts are right; null where the method gave no answer.'),
  sure: z.boolean(),
  verified: z.boolean().describe('Every demonstration, left out in turn, was answered exactly.'),
  seconds: z.number().min(0).nullable().describe('CPU seconds of all threads; null where the worker was stopped or died before it could tell.'),
  explanation: z.unknown(),
}).strict());

const bin = z.object({ from: z.number(), to: z.number(), tasks: z.int(), meanConfidence: z.number(), right: z.int() }).strict();
const methodScore = z.object({
  tasks: z.int().describe('Tasks answered or given up, all counted.'),
  scored: z.int().describe('Of these with known truth.'),
  solved: z.int().describe('All test inputs exact within two attempts.'),
  firstSolved: z.int(), inputs: z.int(), inputsSolved: z.int(),
  sure: z.int(), sureRight: z.int(), failed: z.int(),
  medianCpuSeconds: z.number(), totalCpuSeconds: z.number(), medianParameters: z.number(),
  calibration: z.object({ error: z.number().describe('Mean distance of confidence and share right over the bins, weighted by tasks. What was given up has no confidence and is left out.'), bins: z.array(bin) }).strict(),
}).strict();

const run = z.object({
  name: z.string(), folder: z.string(), state: z.enum(['running', 'done', 'interrupted', 'failed']), started: z.string(), ended: z.string().optional(),
  options: z.record(z.string(), z.unknown()), seeds: z.array(z.int()), backends: z.array(z.string()), versions: z.record(z.string(), z.string()), commit: z.string(),
  machine: z.object({ cores: z.int(), processor: z.string(), platform: z.string() }).strict(),
  faults: z.array(z.string()).describe('Input that could not be used, one line each.'),
  failures: z.record(z.string(), z.string()).describe('By "method task": why there is no answer.'),
}).strict();

const single = z.object({ run, answers, tasks, score: methodScore.optional() }).strict();
const part = z.object({ answers, tasks }).strict();
const both = z.object({
  run, field: part, attention: part,
  score: z.object({ field: methodScore, attention: methodScore, solvedByBoth: z.int(), onlyField: z.int(), onlyAttention: z.int(), neither: z.int() }).strict().optional(),
}).strict();

/** `npx cymatic solve --json`. */
export const solveShape = z.union([single, both]).meta({ title: 'cymatic solve --json' });
export type SolveSingle = z.infer<typeof single>;
export type SolveBoth = z.infer<typeof both>;
export type SolvePart = z.infer<typeof part>;
export type MethodScore = z.infer<typeof methodScore>;
