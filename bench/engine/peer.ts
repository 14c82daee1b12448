import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { PeerRequest } from './cases.ts';

/** PyTorch in a process of its own that measures when it is asked, so that both sides alternate on the same machine. */
export interface Peer {
  name: string;
  /** Seconds of `steps` steps. */
  seconds(field: PeerRequest, steps: number, threads: number): Promise<number>;
  stop(): void;
}

/** Starts the peer, or says why there is none. */
export async function startPeer(): Promise<Peer | string> {
  const python = ['python3', '/usr/bin/python3'].find((p) => spawnSync(p, ['-c', 'import torch'], { stdio: 'ignore' }).status === 0);
  if (!python) return 'no python3 with torch came, expected one. On Debian: apt-get install python3-torch.';
  // Threads that wait asleep: a spinning OpenMP team loses up to thirty times where another process wants a core.
  const child = spawn(python, ['-W', 'ignore', fileURLToPath(new URL('torch_peer.py', import.meta.url))], { stdio: ['pipe', 'pipe', 'ignore'], env: { OMP_WAIT_POLICY: 'passive', ...process.env } });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async (): Promise<{ version?: string; seconds?: number }> => {
    const { value, done } = await lines.next();
    if (done) throw new Error('bench: the peer ended before it answered. Run bench/engine/torch_peer.py by hand to see why.');
    return JSON.parse(value as string) as { version?: string; seconds?: number };
  };
  return {
    name: `PyTorch ${(await answer()).version}`,
    async seconds(field, steps, threads) {
      child.stdin.write(`${JSON.stringify({ field, steps, threads })}\n`);
      return (await answer()).seconds!;
    },
    stop: () => void child.kill(),
  };
}
