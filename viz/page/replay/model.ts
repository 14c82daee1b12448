import { MODELS } from '../../../src/oscillators/models/all.ts';
import { equations } from '../lab/equations.ts';
import { oscillator, type Oscillator, type OscillatorText } from '../../../src/index.ts';

/** The model that a recording was made with, from what it says about itself; undefined where that cannot be read. */
function modelOf(attributes: Record<string, unknown>): Oscillator | undefined {
  const file = attributes.simulation as (Partial<OscillatorText> & { model?: string }) | undefined;
  if (!file || typeof file !== 'object') return undefined;
  if (typeof file.model === 'string' && Object.hasOwn(MODELS, file.model)) return MODELS[file.model];
  const { state, rate, emits, hears, where } = file;
  if (!state || !rate) return undefined;
  try {
    // Values of parameters may be lists or rules: for the equations only their names matter.
    return oscillator({ name: String(attributes.model ?? file.name), state, rate, emits, hears, where, parameters: Object.fromEntries(Object.keys(file.parameters ?? {}).map((p) => [p, 0])) } as OscillatorText);
  } catch {
    return undefined;
  }
}

/** The equations of a recording as maths, or a line that says that they were not kept. */
export function equationsOf(attributes: Record<string, unknown>): HTMLElement | string {
  const model = modelOf(attributes);
  return model ? equations(model) : 'This recording does not say its equations.';
}
