import type { Oscillator } from '../oscillator.ts';
import { adaptiveHopf } from './adaptiveHopf.ts';
import { ballisticBifurcation, discreteBifurcation } from './ballisticBifurcation.ts';
import { daido } from './daido.ts';
import { fitzHughNagumo } from './fitzHughNagumo.ts';
import { injectedKuramoto } from './injectedKuramoto.ts';
import { kerrBifurcation } from './kerrBifurcation.ts';
import { kuramoto } from './kuramoto.ts';
import { kuramotoInertia } from './kuramotoInertia.ts';
import { sakaguchiKuramoto } from './sakaguchiKuramoto.ts';
import { stuartLandau } from './stuartLandau.ts';
import { vanDerPol } from './vanDerPol.ts';
import { vectorKuramoto } from './vectorKuramoto.ts';
import { winfree } from './winfree.ts';

/** The models of the literature by name, for commands, viewers and files; families at their usual member. */
export const MODELS: Readonly<Record<string, Oscillator>> = {
  kuramoto,
  'sakaguchi-kuramoto': sakaguchiKuramoto,
  'kuramoto-inertia': kuramotoInertia,
  daido: daido(2),
  'ising-machine': injectedKuramoto(2),
  winfree,
  'stuart-landau': stuartLandau,
  'fitzhugh-nagumo': fitzHughNagumo,
  'van-der-pol': vanDerPol,
  'kerr-bifurcation': kerrBifurcation,
  'ballistic-bifurcation': ballisticBifurcation,
  'discrete-bifurcation': discreteBifurcation,
  'vector-kuramoto': vectorKuramoto(3),
  'adaptive-hopf': adaptiveHopf,
};
