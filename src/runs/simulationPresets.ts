import { exclusionLesson } from '../plasticity/exclusionLesson.ts';
import type { SimulationFile } from '../schemas/simulate.ts';
import { shuffledBoards } from '../solvers/constraints/shuffledBoards.ts';

const plate: SimulationFile['carriers'] = { near: { kind: 'lattice' } }, everybody: SimulationFile['carriers'] = { all: { kind: 'meanField' } };

/**
 * What `npx cymatic simulate NAME` runs: a model with a coupling and a start in which it shows what it is known for. Parameters not named have
 * the model's default; `degree` 4 makes the coupling of a lattice diffusive.
 */
export const PRESETS: Record<string, SimulationFile> = {
  kuramoto: { sites: 500, carriers: everybody, parameters: { K: 2, omega: { lorentz: [0, 0.5], quantiles: true } }, dt: 0.02, time: 40 }, // r = √(1 − 2γ/K) = 0.7071
  'sakaguchi-kuramoto': { sites: 500, carriers: everybody, parameters: { K: 4, alpha: Math.PI / 6, omega: { lorentz: [0, 0.5], quantiles: true } }, dt: 0.02, time: 40 }, // r = 0.8434
  'kuramoto-inertia': { sites: [32, 32], carriers: plate, parameters: { m: 2, K: 1, omega: { normal: [0, 0.3] } }, start: { v: 0 }, dt: 0.05, time: 100 },
  daido: { sites: 200, carriers: everybody, parameters: { K1: 0.5, K2: 1, omega: { normal: [0, 0.1] } }, dt: 0.05, time: 60 }, // two clusters
  'ising-machine': { sites: 64, carriers: { couplings: { kind: 'dense', weight: { normal: [0, 0.125] }, symmetric: true } }, parameters: { K: 1, Ks: 0.5 }, dt: 0.05, time: 200 },
  winfree: { sites: 200, carriers: everybody, parameters: { K: 0.4, omega: { uniform: [0.95, 1.05] } }, dt: 0.05, time: 100 },
  'stuart-landau': { sites: [64, 64], carriers: plate, parameters: { mu: 1, omega: 1, shear: 1, K: 0.5, degree: 4 }, dt: 0.05, time: 100 }, // phase turbulence and spirals
  'fitzhugh-nagumo': { sites: [64, 64], carriers: plate, parameters: { I: 0.5, K: 0.5, degree: 4 }, start: { v: { formula: '2*sin(2*pi*column/columns)' }, w: { formula: 'cos(2*pi*row/rows)' } }, dt: 0.05, time: 200 },
  'van-der-pol': { sites: 100, carriers: { ring: { kind: 'circle', radius: 1 } }, parameters: { mu: 1, K: 0.2, degree: 2 }, start: { x: { formula: '2*cos(2*pi*site/sites)' }, y: { formula: '2*sin(2*pi*site/sites)' } }, dt: 0.02, time: 60 },
  'kerr-bifurcation': { sites: 64, carriers: { couplings: { kind: 'dense', weight: { normal: [0, 0.125] }, symmetric: true } }, parameters: { ramp: 0.02 }, start: { x: { normal: [0, 0.01] }, y: 0 }, integrator: 'symplectic', dt: 0.05, time: 150 },
  'ballistic-bifurcation': { sites: 64, carriers: { couplings: { kind: 'dense', weight: { normal: [0, 0.125] }, symmetric: true } }, start: { x: { normal: [0, 0.01] }, y: 0 }, integrator: 'symplectic', dt: 0.1, time: 150 },
  'discrete-bifurcation': { sites: 64, carriers: { couplings: { kind: 'dense', weight: { normal: [0, 0.125] }, symmetric: true } }, start: { x: { normal: [0, 0.01] }, y: 0 }, integrator: 'symplectic', dt: 0.1, time: 150 },
  'vector-kuramoto': { sites: 200, carriers: everybody, parameters: { K: 1, w12: { normal: [0, 0.2] }, w13: { normal: [0, 0.2] }, w23: { normal: [0, 0.2] } },
    start: { x1: { formula: 'cos(2.399963*site)*sqrt(1 - ((2*site + 1)/sites - 1)^2)' }, x2: { formula: 'sin(2.399963*site)*sqrt(1 - ((2*site + 1)/sites - 1)^2)' }, x3: { formula: '(2*site + 1)/sites - 1' } }, dt: 0.05, time: 40 },
  'adaptive-hopf': { sites: 50, start: { x: 1, y: 0, omega: { ramp: [20, 40] } }, dt: 0.01, time: 100 },

  // Fields that learn while they run.
  'learned-groups': { model: 'sakaguchi-kuramoto', sites: 48, carriers: { net: { kind: 'dense', weight: 0 } }, parameters: { K: 0.0417, alpha: 0.3, omega: { formula: '0.5*floor(3*site/sites) - 0.5 + 0.04*sin(7.3*site)' } },
    plasticity: { every: 0.5, rules: [{ rule: 'adaptive-kuramoto', carrier: 'net', parameters: { epsilon: 0.05 } }] }, dt: 0.05, time: 200, record: { every: 0.5 } }, // three groups of frequencies link up inside and not between
  'equal-powers': { model: 'stuart-landau', sites: 48, carriers: { ring: { kind: 'circle', radius: 2 } }, parameters: { mu: { uniform: [-0.2, 3] }, omega: { normal: [1, 0.1] }, K: 0.3, degree: 4 },
    plasticity: { every: 0.2, rules: [{ rule: 'amplitude-homeostasis', parameters: { setPoint: 1, tau: 8 } }] }, dt: 0.05, time: 100, record: { every: 0.4 } }, // every growth rate moves until |z|² = 1
  'learned-exclusions': exclusionLesson(shuffledBoards(2, 30, 1), [4, 4], 4), // which cells of a Sudoku never hold the same digit: links fade from all ones to rows, columns and boxes
};
