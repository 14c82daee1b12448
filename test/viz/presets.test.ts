import { describe, expect, it } from 'vitest';
import { orderParameter } from '../../src/index.ts';
import { Machine } from '../../viz/page/lab/machine.ts';
import { PRESETS } from '../../viz/page/lab/presets.ts';

async function run(id: string, seed: number, launches: number, knobs: Record<string, number> = {}): Promise<Machine> {
  const preset = PRESETS.find((p) => p.id === id)!, machine = new Machine(preset, preset.model, { ...Object.fromEntries(preset.knobs.map((k) => [k.name, k.value])), ...knobs }, seed, 'webasm');
  for (let k = 0; k < launches; k++) await machine.step();
  return machine;
}

describe('what the laboratory’s presets say happens', () => {
  it('small world: without shortcuts the ring keeps its waves, with three in ten it falls into one rhythm', async () => {
    const r = async (p: number) => orderParameter((await run('small-world', 1, 150, { p })).phases()).r;
    expect(await r(0)).toBeLessThan(0.6);
    expect(await r(0.3)).toBeGreaterThan(0.95);
  });

  it('memory: from a quarter of wrong cells the field recalls the ring and the cross', async () => {
    for (const [seed, figure] of [[1, (x: number, y: number) => Math.abs(Math.hypot(x, y) - 6.5) < 2.6], [2, (x: number, y: number) => Math.abs(x - y) < 4.2 || Math.abs(x + y) < 4.2]] as const) {
      const theta = (await run('memory', seed, 200)).phases(), overlap = theta.reduce((sum, t, i) => sum + Math.cos(t) * (figure((i % 20) - 9.5, Math.floor(i / 20) - 9.5) ? 1 : -1), 0) / theta.length;
      expect(Math.abs(overlap), `seed ${seed}`).toBeGreaterThan(0.95);
    }
  });

  it('a knob that wires the graph moves a running field', async () => {
    const machine = await run('small-world', 1, 80, { p: 0 }), before = orderParameter(machine.phases()).r;
    machine.turn({ K: 2, p: 0.5, noise: 0 });
    for (let k = 0; k < 120; k++) await machine.step();
    expect(orderParameter(machine.phases()).r).toBeGreaterThan(before + 0.3);
  });
});
