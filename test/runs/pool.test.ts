import { describe, expect, it } from 'vitest';
import { runPool, type Outcome } from '../../src/runs/pool.ts';

const module = new URL('./poolWork.ts', import.meta.url).href;

async function run(payloads: unknown[], given: Partial<Parameters<typeof runPool>[1]> = {}): Promise<Outcome<unknown>[]> {
  const outcomes: Outcome<unknown>[] = [];
  await runPool(payloads.map((payload, i) => ({ key: `${i}`, payload })), { module, workers: 2, limitSeconds: 20, onOutcome: (o) => void outcomes.push(o), ...given });
  return outcomes.sort((a, b) => Number(a.key) - Number(b.key));
}

describe('the work pool', () => {
  it('works every job off once, in processes of its own, with the configuration given', async () => {
    const outcomes = await run([{ echo: 1 }, { echo: 2 }, { echo: 3 }], { configuration: { add: 10 } });
    expect(outcomes.map((o) => (o.value as { got: number }).got)).toEqual([11, 12, 13]);
    expect(outcomes.every((o) => (o.value as { pid: number }).pid !== process.pid)).toBe(true);
  });

  it('measures the CPU seconds of the worker, not the time it slept', async () => {
    const [busy, asleep] = await run([{ burn: 0.4 }, { sleep: 0.4 }], { workers: 1 });
    expect(busy.cpuSeconds).toBeGreaterThan(0.35);
    expect(asleep.cpuSeconds).toBeLessThan(0.2);
    expect(asleep.wallSeconds).toBeGreaterThan(0.39);
  });

  it('reports a crash, a thrown error, a signal and a time limit, and replaces the worker each time', async () => {
    const outcomes = await run([{ exit: 5 }, { fail: 'no luck' }, { kill: true }, { forever: true }, { echo: 4 }], { workers: 1, limitSeconds: 3 });
    expect(outcomes.map((o) => o.failed)).toEqual(['the worker ended with code 5', 'no luck', 'the worker ended with signal SIGTERM', 'took longer than 3 s, the worker was stopped', undefined]);
    expect(outcomes[4].value).toMatchObject({ got: 4 });
  });

  it('ends early when its signal is aborted', async () => {
    const controller = new AbortController(), started = Date.now();
    const outcomes: unknown[] = [];
    const pool = runPool([{ key: 'a', payload: { echo: 1 } }, { key: 'b', payload: { forever: true } }], { module, workers: 1, limitSeconds: 60, signal: controller.signal, onOutcome: (o) => {
      outcomes.push(o);
      controller.abort();
    } });
    await pool;
    expect(outcomes).toHaveLength(1);
    expect(Date.now() - started).toBeLessThan(30_000);
  });

  it('rejects with what its listener throws, and where the module cannot be loaded', async () => {
    await expect(run([{ echo: 1 }], { onOutcome: () => { throw new Error('disk full'); } })).rejects.toThrow('disk full');
    await expect(run([{ echo: 1 }], { module: new URL('./nope.ts', import.meta.url).href })).rejects.toThrow(/a worker could not load .*nope\.ts/);
  });

  it('hands on what the workers print, apart from the answers', async () => {
    const noise: string[] = [];
    const [outcome] = await run([{ print: 'hello from the worker' }], { onNoise: (text) => void noise.push(text) });
    expect(outcome.value).toBe('printed');
    expect(noise.join('')).toContain('hello from the worker');
  });
});
