import { prepareBackend } from '../../../src/index.ts';
import { Bench, MOST_FRAMES } from '../lab/bench.ts';
import { presetsBar } from '../lab/bar.ts';
import { situationOf } from '../lab/address.ts';

/** The live laboratory: a field from its address, or one of the two that settle. Returns what ends it. */
export async function laboratory(root: HTMLElement, options: URLSearchParams): Promise<() => void> {
  const preset = options.get('preset');
  if (preset === 'sudoku') return (await import('./sudoku.ts')).sudokuBench(root, options, presetsBar(preset));
  if (preset === 'grid-task') return (await import('./gridTask.ts')).gridTaskBench(root, options, presetsBar(preset));
  await prepareBackend('webgpu'); // so that the list of backends knows
  const { situation, faults } = situationOf(options), frames = Number(options.get('frames') ?? 150);
  const warm = options.has('still') ? Math.min(MOST_FRAMES, Math.max(1, Number.isFinite(frames) ? frames : 150)) : 0;
  const bench = new Bench(root, situation, warm, faults.length > 1 ? `${faults[0]} (And ${faults.length - 1} more in this address.)` : faults[0]);
  await bench.open();
  return () => bench.close();
}
