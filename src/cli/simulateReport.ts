import type { Simulation } from '../runs/simulation.ts';
import type { SimulatedOutput } from '../schemas/simulate.ts';
import type { Shell } from './shell.ts';

const quietMilliseconds = 5_000;

/** The table at the end of a free run. */
export function simulatedTable(run: SimulatedOutput, sim: Simulation, folder: string): string {
  const { rows, columns, sites, batch } = sim.ground;
  const lines: [string, string][] = [
    ['model', `${run.model}, ${rows > 1 ? `${rows} × ${columns}` : sites} sites${batch > 1 ? ` in each of ${batch} copies` : ''}, seed ${run.seed}`],
    ['outcome', { locked: 'locked', periodic: 'periodic', drifting: 'drifting', timeLimit: 'still moving', diverged: 'diverged', interrupted: 'interrupted' }[run.status]],
    ['simulated time', `${round(run.time)} (${run.steps} steps of ${run.dt}, ${run.integrator})`],
  ];
  if (run.orderParameter) lines.push(['order parameter', `${several(run.orderParameter)} at the end${run.meanOrderParameter ? `, ${several(run.meanOrderParameter)} in the mean of the second half` : ''}`]);
  if (run.energy) lines.push(['energy', several(run.energy)]);
  if (run.meanFrequency) lines.push(['mean frequency', several(run.meanFrequency)]);
  if (run.residual !== null) lines.push(['residual', `${run.residual.toExponential(1)} (largest rate in the co-rotating frame)`]);
  for (const { name, rule, values, least, median, most } of run.learned ?? []) lines.push(['learned', `${rule}: ${values} values of ${name}, ${round(least)} to ${round(most)}, half below ${round(median)}`]);
  if (run.volatility !== undefined) lines.push(['volatility', `${run.volatility.toExponential(1)} (mean |dw/dt| at the end)`]);
  lines.push(['backend', `${run.backend}, ${run.executor}, ${run.seconds.toFixed(1)} s`], ['recorded', `${run.moments} moments of ${sim.variables.join(', ')} in ${folder}/field.zarr`]);
  for (const warning of run.warnings) lines.push(['warning', warning]);
  return lines.map(([label, text]) => `${label.padEnd(18)}${text}`).join('\n');
}

/** Simulated time, and the order parameter where there is one: a line redrawn on a terminal, else one now and then. */
export function simulationProgress(shell: Shell, quiet: boolean): { moment(done: { time: number; of: number; moments: number; orderParameter?: number }): void; end(): void } {
  let last = performance.now(), drawn = false;
  return {
    moment({ time, of, moments, orderParameter }) {
      const now = performance.now();
      if (quiet || now - last < (shell.redraws ? 100 : quietMilliseconds)) return;
      last = now;
      const line = `t = ${round(time)} of ${round(of)} · ${moments} moments${orderParameter === undefined ? '' : ` · order parameter ${orderParameter.toFixed(4)}`}`;
      if (shell.redraws) process.stderr.write(`\r\x1b[2K${line.slice(0, (process.stderr.columns ?? 80) - 1)}`);
      else shell.err(line);
      drawn = shell.redraws;
    },
    end() {
      if (drawn) process.stderr.write('\r\x1b[2K');
      drawn = false;
    },
  };
}

/** One figure, or the mean and the range of several copies. */
function several(values: readonly number[]): string {
  if (values.length === 1) return round(values[0]);
  return `${round(values.reduce((a, b) => a + b, 0) / values.length)} (${round(Math.min(...values))} to ${round(Math.max(...values))})`;
}

const round = (x: number): string => String(Number(x.toPrecision(6)));
