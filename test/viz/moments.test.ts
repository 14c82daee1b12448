import { describe, expect, it } from 'vitest';
import { Machine } from '../../viz/page/lab/machine.ts';
import { sceneOf } from '../../viz/page/lab/scene.ts';
import { startOf, type Situation } from '../../viz/page/lab/situation.ts';

describe('a moment of the laboratory', () => {
  const noisy: Situation = { ...startOf('onset'), backend: 'webasm', size: [8, 8], seed: 4, knobs: { ...startOf('onset').knobs, noise: 0.3 } };
  const run = async (machine: Machine, launches: number, steps = 4): Promise<Machine> => { for (let k = 0; k < launches; k++) await machine.step(steps); return machine; };

  it('comes back exactly after as many launches from its seed, noise and a way back in time included', async () => {
    const machine = await run(new Machine(sceneOf(noisy)), 30);
    expect(machine.untouched.after(4)).toBe(30);
    expect((await run(new Machine(sceneOf(noisy)), 30)).state).toEqual(machine.state);
    machine.seek(12);
    expect(machine.untouched.after(4)).toBe(12);
    await run(machine, 5);
    expect(machine.untouched.after(4)).toBe(17);
    expect((await run(new Machine(sceneOf(noisy)), 17)).state).toEqual(machine.state);
  });

  it('does not once the field was poked, a knob turned or the speed changed under way; before the first launch a knob is part of the situation', async () => {
    const turned = sceneOf({ ...noisy, knobs: { ...noisy.knobs, K: 3 } }), poked = await run(new Machine(sceneOf(noisy)), 2), changed = await run(new Machine(sceneOf(noisy)), 2), fresh = new Machine(sceneOf(noisy));
    poked.poke(3, 1);
    changed.adopt(turned);
    expect([poked.untouched.after(4), changed.untouched.after(4)]).toEqual([undefined, undefined]);
    expect((await run(await run(new Machine(sceneOf(noisy)), 2), 1, 8)).untouched.after(8)).toBeUndefined();
    fresh.adopt(turned);
    expect((await run(fresh, 3)).untouched.after(4)).toBe(3);
    expect((await run(new Machine(turned), 3)).state).toEqual(fresh.state);
  });
});
