import { Chance } from '../../field/chance.ts';
import type { Formula } from './dimacs.ts';

interface ClausePace {
  dt: number;
  /** α, δ: growth of a contour, and the violation at which it neither grows nor leaks. */
  growth: number;
  calm: number;
  /** β, γ: the same of the fast gate. */
  gateRate: number;
  gateCalm: number;
  /** ζ: how much a strong contour holds its best literal. */
  hold: number;
}

/** Measured best of two at ratio 4.2 (docs/constraints.md); `hold` 0.1 takes four times as long there. */
export const CLAUSE_PACE: ClausePace = { dt: 0.1, growth: 5, calm: 0.05, gateRate: 20, gateCalm: 0.25, hold: 0.01 };

/** What can be seen of a clause field. */
export interface ClauseView {
  /** Strength and violation of each clause, v of each variable. */
  readonly strengths: Float64Array;
  readonly violation: Float64Array;
  readonly value: Float64Array;
  readonly time: number;
  /** Signed literals, one a variable. */
  literals(): number[];
}

/**
 * Clauses as adaptive contours over variables v_i in [−1, 1]; q = ±1 is the sign of a literal.
 *
 *   C_m = ½ min_k (1 − q_k v_k)                                            violation of clause m; unmet at ½ and above
 *   dv_i/dt = Σ_m [ l_m g_m G_mi + (1 + ζ l_m)(1 − g_m) R_mi ]
 *   G_mi = ½ q_i min_{k ≠ i} (1 − q_k v_k)                                 every literal is asked, the more the others fail
 *   R_mi = q_i C_m for the literal that fails least, else 0                and that one is held
 *   dg_m/dt = β (g_m + 1e-3)(C_m − γ), g in [0, 1]                         fast gate between asking and holding
 *   dl_m/dt = α (C_m − δ), 1 ≤ l ≤ 10⁴ M                                   contour strength: grows while violated, leaks otherwise; M clauses in all
 *
 * A plasticity rule of two clocks. Reads: the violation of its own clause. Changes: g, l. Rests where C_m < δ, l = 1, g = 0.
 * Explicit Euler. The equations are those known as self-organising logic gates with short and long memory, written from memory of
 * the idea; parameters are ours by the scan in docs/constraints.md. Clauses of one to three literals or more; a pure literal is not special.
 */
export class ClauseField implements ClauseView {
  readonly strengths: Float64Array;
  readonly violation: Float64Array;
  readonly value: Float64Array;
  steps = 0;
  private readonly gate: Float64Array;
  private readonly force: Float64Array;
  private readonly start: Int32Array;
  private readonly index: Int32Array;
  private readonly sign: Float64Array;

  constructor({ variables, clauses }: Formula, seed: number, private readonly pace: ClausePace = CLAUSE_PACE) {
    const chance = new Chance(seed);
    this.strengths = new Float64Array(clauses.length).fill(1);
    this.gate = new Float64Array(clauses.length).fill(0.5);
    this.violation = new Float64Array(clauses.length);
    this.value = Float64Array.from({ length: variables }, () => 2 * chance.next() - 1);
    this.force = new Float64Array(variables);
    this.start = new Int32Array(clauses.length + 1);
    clauses.forEach((c, m) => (this.start[m + 1] = this.start[m] + c.length));
    this.index = new Int32Array(this.start[clauses.length]);
    this.sign = new Float64Array(this.index.length);
    clauses.forEach((c, m) => c.forEach((l, k) => {
      this.index[this.start[m] + k] = Math.abs(l) - 1;
      this.sign[this.start[m] + k] = Math.sign(l);
    }));
  }

  get time(): number {
    return this.steps * this.pace.dt;
  }

  /** One step; true once every clause is met. */
  step(): boolean {
    const { start, index, sign, value, force, gate, strengths, violation } = this, { dt, growth, calm, gateRate, gateCalm, hold } = this.pace;
    const ceiling = 1e4 * strengths.length;
    let unmet = 0;
    force.fill(0);
    for (let m = 0; m < strengths.length; m++) {
      const from = start[m], to = start[m + 1];
      let least = 2, second = 2, best = from;
      for (let e = from; e < to; e++) {
        const a = 1 - sign[e] * value[index[e]];
        if (a < least) {
          second = least;
          least = a;
          best = e;
        } else if (a < second) second = a;
      }
      const C = 0.5 * least, g = gate[m], l = strengths[m], ask = 0.5 * l * g;
      if (C >= 0.5) unmet += 1;
      for (let e = from; e < to; e++) force[index[e]] += sign[e] * ask * (e === best ? second : least);
      force[index[best]] += sign[best] * (1 + hold * l) * (1 - g) * C;
      const gateNext = g + dt * gateRate * (g + 1e-3) * (C - gateCalm), next = l + dt * growth * (C - calm);
      gate[m] = gateNext < 0 ? 0 : gateNext > 1 ? 1 : gateNext;
      strengths[m] = next < 1 ? 1 : next > ceiling ? ceiling : next;
      violation[m] = C;
    }
    if (unmet === 0) return true;
    for (let i = 0; i < value.length; i++) {
      const v = value[i] + dt * force[i];
      value[i] = v > 1 ? 1 : v < -1 ? -1 : v;
    }
    this.steps += 1;
    return false;
  }

  /** Signed literals, one a variable. */
  literals(): number[] {
    return Array.from(this.value, (v, i) => (v > 0 ? i + 1 : -(i + 1)));
  }
}
