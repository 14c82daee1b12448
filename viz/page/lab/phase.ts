import type { Oscillator } from '../../../src/index.ts';

/** Where the phase of a model is read: in a variable that is a phase (or is all there is), or as the angle of two variables about the origin. */
export function phaseIn({ planar, state, variables: [first, second] }: Pick<Oscillator, 'planar' | 'state' | 'variables'>): { variable: string } | { plane: readonly [string, string]; own: boolean } {
  if (planar) return { plane: planar, own: true };
  if (Object.hasOwn(state, 'theta') || second === undefined) return { variable: Object.hasOwn(state, 'theta') ? 'theta' : first };
  return state[first] === 'phase' ? { variable: first } : { plane: [first, second], own: false };
}

/** The same in words, where it needs any. */
export function phaseWords(model: Parameters<typeof phaseIn>[0]): string {
  const read = phaseIn(model);
  if ('variable' in read) return model.state[read.variable] === 'phase' ? '' : `This model has no phase: ${read.variable} itself is drawn as an angle in radians.`;
  const [x, y] = read.plane;
  return read.own ? `The phase is the angle of ${x} + i ${y}.` : `This model has no phase of its own: the angle of (${x}, ${y}) about (0, 0) stands for it, and r says how alike these angles are.`;
}
