import { z } from 'zod';

const versus = z.object({ perSecond: z.number(), ratio: z.number() });

const figureShape = z.object({
  name: z.string(),
  about: z.string(),
  backend: z.string(),
  executor: z.string(),
  sites: z.int().describe('Oscillators altogether.'),
  perSecond: z.number().describe('Oscillator steps a second, median over rounds.'),
  slowest: z.number(),
  fastest: z.number(),
  ratio: z.number().nullable().describe('Against the plain emit-carry-feel float64 loop of the same process; null where none ran.'),
  loops: z.record(z.string(), versus),
  bytes: z.number().optional().describe('Bytes a step reads and writes if every array of a pass comes from memory once.'),
  bandwidthShare: z.number().optional().describe('Share of the measured copy bandwidth that these bytes need.'),
  peer: versus.extend({ name: z.string() }).optional(),
  framesPerSecond: z.number().optional(),
  stepsPerFrame: z.number().optional(),
  median: z.number().optional().describe('Milliseconds from frame to frame, median.'),
  slow: z.number().optional().describe('Milliseconds that nineteen of twenty frames stay below.'),
  cpu: z.number().optional().describe('Milliseconds of processor time a frame, over all processes of the browser.'),
}).strict();
const startShape = z.object({
  name: z.string(),
  about: z.string(),
  address: z.number().describe('Seconds from npm start to the printed address.'),
  picture: z.number().describe('Seconds from opening it to the first picture of the field at work.'),
  settling: z.number().describe('To the first answer that settles.'),
  answer: z.number().describe('To the first answer with its verdict.'),
  load: z.number().describe('Load of the machine meanwhile, average of a minute.'),
}).strict();

/** `npx cymatic bench --json`: engine figures, and the way of a newcomer. */
export const benchShape = z.array(z.union([figureShape, startShape])).meta({ title: 'cymatic bench --json' });
export type BenchOutput = z.infer<typeof benchShape>;
export type BenchFigure = z.infer<typeof figureShape>;
export type StartFigure = z.infer<typeof startShape>;
