import { symbolsOf, type Expression } from '../oscillators/expression.ts';
import { kernelText, literal } from '../oscillators/kernelText.ts';
import { INTEGRATORS } from './integrator.ts';
import { prefixed, type FromPast, type Handles, type KernelWriter } from './kernelWriter.ts';
import { normalText } from './noise.ts';
import type { PlanRequest } from './planRequest.ts';

/** One step of a scheme: from the state (and the slopes there, if they are known) to the next. `past(at)` is what delayed links bring at a stage. */
export type Step = (state: Handles, past: (at: number) => FromPast | undefined, first?: Handles) => Handles;

/** The step of a field's integrator, with its noise and its projection. It moves clock and tick among the writer's inputs. */
export function stepper({ field, layout }: PlanRequest, writer: KernelWriter): Step {
  const { model, dt, integrator } = field, { variables } = model, { launch, declare, symbolName } = writer, shaken = Object.keys(model.noise);
  const { stages } = INTEGRATORS[integrator];
  const wrapped = (v: string, text: string) => (model.state[v] === 'phase' ? `wrap(${text})` : text);

  /** x + dt Σ weight k: the last stage and the sum are one kernel a variable. */
  const rungeKutta = (state: Handles, past: (at: number) => FromPast | undefined, first?: Handles, equations: Record<string, Expression> = model.rate): Handles => {
    const slopes: Handles[] = [], normals = noise();
    let at: Handles = { ...prefixed('x_', state), ...normals };
    for (const { at: shift } of stages.slice(0, -1)) {
      const slope = first && slopes.length === 0 ? first : writer.rates(at, shift, past(shift), equations, shaken.length > 0);
      slopes.push(slope);
      at = { ...prefixed('x_', state), ...normals, ...prefixed('k_', slope) };
    }
    const last = stages[stages.length - 1], heard = writer.listen(at, last.at, past(last.at));
    return Object.fromEntries(variables.map((v) => {
      const { lines, text, loops } = writer.feel(v, heard, last.at, equations, shaken.length > 0);
      const handles = { ...writer.handlesOf(at, heard), ...Object.fromEntries(slopes.map((s, j) => [`s${j}_${v}`, s[v]])) };
      const sum = [...slopes.map((_, j) => `${literal(stages[j].weight * dt)} * s${j}_${v}[this.thread.x]`), `${literal(last.weight * dt)} * ${text}`].join(' + ');
      return [v, launch(`${lines} return ${wrapped(v, `x_${v}[this.thread.x] + ${sum}`)};`, handles, layout.padded, loops)];
    }));
  };

  const symplectic: Step = (state, past) => {
    const normals = noise();
    let next = state;
    for (const v of variables) {
      const at = { ...prefixed('x_', next), ...normals }, symbols = symbolsOf(model.rate[v]), heard = writer.listen(at, 0, past(0), model.hears.filter((h) => symbols.has(h)));
      const { lines, text, loops } = writer.feel(v, heard, 0, model.rate, shaken.length > 0);
      next = { ...next, [v]: launch(`${lines} return ${wrapped(v, `x_${v}[this.thread.x] + ${literal(dt)} * ${text}`)};`, writer.handlesOf(at, heard), layout.padded, loops) };
    }
    return next;
  };

  const flow = (state: Handles, span: number): Handles => Object.fromEntries(variables.map((v) => {
    const e = model.split!.flow[v], text = kernelText(e, (s) => (s === 'h' ? literal(span) : symbolName(s)));
    return [v, launch(`${declare(symbolsOf(e), 0)} return ${wrapped(v, text)};`, prefixed('x_', state))];
  }));
  const strang: Step = (state, past) => flow(rungeKutta(flow(state, dt / 2), past, undefined, model.split!.rest), dt / 2);

  /** A normal number a site for every noisy variable. */
  const noise = (): Handles => Object.fromEntries(shaken.map((v, k) => [`n_${v}`, launch(normalText(shaken.length, k), {})]));

  const move = integrator === 'symplectic' ? symplectic : integrator === 'strang' ? strang : rungeKutta;
  return (state, past, first) => {
    const next = move(state, past, first), at = prefixed('x_', next);
    if (model.timed) writer.inputs.clock = launch(`return clock[0] + ${literal(dt)};`, {}, 1);
    if (shaken.length > 0) writer.inputs.tick = launch('return tick[0] + 1.0;', {}, 1);
    return { ...next, ...Object.fromEntries(Object.entries(model.project).map(([v, e]) => [v, launch(`${declare(symbolsOf(e), 0)} return ${kernelText(e, symbolName)};`, at)])) };
  };
}
