import { z } from 'zod';

const examined = z.object({
  backend: z.string(),
  verdict: z.enum(['sound', 'wrong', 'broken', 'absent']),
  reason: z.string().optional().describe('Why it is absent or broken.'),
  executor: z.string().optional().describe('What ran the 256 × 256 lattice.'),
  sine: z.object({
    near: z.number().describe('Largest error of the polynomial sine on [−π, π].'),
    far: z.number().describe('The same on [−10⁴, 10⁴].'),
    native: z.number().describe('Largest error of the sine that the backend brings itself, on [−π, π].'),
  }).optional().describe('Against float64, at 8001 float32 arguments.'),
  adler: z.number().optional().describe('Phase difference of two oscillators, detuning 0.6, coupling 1; asin 0.6 = 0.6435011 in theory.'),
  perSecond: z.number().optional().describe('Oscillator steps a second: 256 × 256 Kuramoto lattice, Euler.'),
});
export type Examined = z.infer<typeof examined>;

/** `npx cymatic doctor --json`. */
export const doctorShape = z.object({
  cymatic: z.string(), commit: z.string(), node: z.string(), platform: z.string(), processor: z.string(), cores: z.int(),
  backends: z.array(examined).describe('In Node.'),
  browser: z.object({
    program: z.string().optional(), version: z.string().optional(), isolated: z.boolean().optional().describe('Memory can be shared, so threads exist.'),
    absent: z.string().optional(), backends: z.array(examined),
  }).optional(),
}).strict().meta({ title: 'cymatic doctor --json' });
export type DoctorOutput = z.infer<typeof doctorShape>;
