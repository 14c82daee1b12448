import { readFileSync } from 'node:fs';
import { settleSudokus } from '../src/solvers/constraints/sudoku.ts';
import { cpuSeconds } from '../src/solvers/constraints/spread.ts';

/**
 * `npx tsx bench/sudokuList.ts [boards = 64] [list = royle-17-clue] [form = phase] [backend] [file]`: CPU and wall milliseconds a board, boards one by one against
 * batches of 4, 16 and 64 in the same process, in turns; the answers must be equal.
 */
const [count = '64', name = 'royle-17-clue', form = 'phase', backend, file = '../shared/data/sudoku/puzzles.json'] = process.argv.slice(2);
const all = JSON.parse(readFileSync(file, 'utf8')) as Record<string, { puzzle: string; list: string }>;
const list = Object.entries(all).filter(([, b]) => b.list === name).slice(0, Number(count)).map(([board, { puzzle }]) => ({ name: board, text: puzzle }));

async function settleIn(batch: number): Promise<{ cpu: number; wall: number; answers: string[] }> {
  const answers: string[] = [], cpu = cpuSeconds(), wall = performance.now();
  for (let k = 0; k < list.length; k += batch) await settleSudokus(list.slice(k, k + batch), { form: form as 'phase', seed: 1, backend }, (settled, m) => void (answers[k + m] = `${String(settled.answer)} T ${settled.simulatedTime}`));
  return { cpu: (1000 * (cpuSeconds() - cpu)) / list.length, wall: (performance.now() - wall) / list.length, answers };
}

const sizes = [1, 4, 16, 64].filter((b) => b === 1 || b <= list.length), took = new Map(sizes.map((b) => [b, { cpu: [] as number[], wall: [] as number[] }])), first = (await settleIn(1)).answers; // also warms up
for (let round = 0; round < 3; round++) for (const batch of sizes) {
  const { cpu, wall, answers } = await settleIn(batch), differ = answers.filter((a, k) => (backend ? a.slice(0, 81) !== first[k].slice(0, 81) : a !== first[k])).length;
  if (differ > 0) throw new Error(`sudokuList: ${differ} answers of batches of ${batch} differ`);
  took.get(batch)!.cpu.push(cpu);
  took.get(batch)!.wall.push(wall);
}
const median = (of: number[]) => [...of].sort((a, b) => a - b)[Math.floor(of.length / 2)], alone = took.get(1)!;
console.log(`${list.length} boards of ${name}, ${form} form${backend ? `, engine on ${backend}` : ''}`);
for (const [batch, { cpu, wall }] of took) console.log(`batch ${batch}: ${median(cpu).toFixed(2)} ms of CPU a board (${(median(alone.cpu) / median(cpu)).toFixed(2)} times as fast as one by one), ${median(wall).toFixed(2)} ms wall`);
