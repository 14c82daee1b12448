import { adaptiveKuramoto } from './adaptiveKuramoto.ts';
import { amplitudeHomeostasis, chaoticAmplitudeControl } from './amplitudeHomeostasis.ts';
import { bcm } from './bcm.ts';
import { coherenceCompetition } from './coherenceCompetition.ts';
import { constraintDrive } from './constraintDrive.ts';
import { exclusion } from './exclusion.ts';
import { forgetting } from './forgetting.ts';
import { frequencyAdaptation } from './frequencyAdaptation.ts';
import { hebbianPhase } from './hebbianPhase.ts';
import { oja } from './oja.ts';
import type { Rule } from './rule.ts';
import { softHebb } from './softHebb.ts';
import { synapticScaling } from './synapticScaling.ts';

/** The rules by name, for model files. (Equilibrium propagation is not among them: it compares two settlings, and a free run has one.) */
export const RULES: Readonly<Record<string, Rule>> = {
  'adaptive-kuramoto': adaptiveKuramoto,
  'hebbian-phase': hebbianPhase,
  oja,
  bcm,
  'soft-hebb': softHebb,
  'synaptic-scaling': synapticScaling,
  forgetting,
  'constraint-drive': constraintDrive,
  exclusion,
  'frequency-adaptation': frequencyAdaptation,
  'amplitude-homeostasis': amplitudeHomeostasis,
  'chaotic-amplitude-control': chaoticAmplitudeControl,
  'coherence-competition': coherenceCompetition,
};
