/**
 * Threads of this process that run fused fields. Each is a worker (Node or browser) that keeps the instances it was given and runs them when
 * asked; all threads of a field share its memory and meet at its barrier. The page or main thread never blocks.
 */
const SOURCE = `
const instances = new Map();
const listen = (reply) => ({ kind, id, module, memory, job, thread, threads, steps, time }) => {
  try {
    if (kind === 'take') instances.set(id, new WebAssembly.Instance(module, { env: { memory } }).exports);
    else if (kind === 'drop') instances.delete(id);
    else { instances.get(id).run(thread, threads, steps, time); reply({ job }); }
  } catch (error) { reply({ job, error: String(error) }); }
};
if (typeof self !== 'undefined' && typeof self.postMessage === 'function') { const hear = listen((m) => self.postMessage(m)); self.onmessage = (e) => hear(e.data); }
else { const { parentPort } = require('node:worker_threads'); parentPort.on('message', listen((m) => parentPort.postMessage(m))); }
`;

interface Thread { post(message: object): void; hold(busy: boolean): void }
interface Answer { job: number; error?: string }

let pool: Promise<Thread[]> | undefined;
let jobs = 0;
const waiting = new Map<number, { left: number; done(): void; fail(error: Error): void }>();

/** How many threads can run here at once; 1 where memory cannot be shared. */
export function threadsHere(): number {
  if (typeof SharedArrayBuffer === 'undefined' || (typeof crossOriginIsolated !== 'undefined' && !crossOriginIsolated)) return 1;
  return Math.max(1, (globalThis.navigator as Navigator | undefined)?.hardwareConcurrency ?? cores());
}

function cores(): number {
  const node = globalThis.process?.getBuiltinModule?.('node:os') as typeof import('node:os') | undefined;
  return node?.availableParallelism() ?? 1;
}

function answered({ job, error }: Answer): void {
  const wait = waiting.get(job);
  if (!wait) return;
  if (error !== undefined) wait.fail(new Error(`field: a thread failed: ${error}`));
  else if (--wait.left > 0) return;
  else wait.done();
  waiting.delete(job);
}

async function start(count: number): Promise<Thread[]> {
  if (typeof Worker !== 'undefined' && typeof Blob !== 'undefined' && typeof document + typeof self !== 'undefinedundefined' && !globalThis.process?.versions?.node) {
    const url = URL.createObjectURL(new Blob([SOURCE], { type: 'text/javascript' }));
    return Array.from({ length: count }, () => {
      const worker = new Worker(url);
      worker.onmessage = (event: MessageEvent<Answer>) => answered(event.data);
      return { post: (message) => worker.postMessage(message), hold: () => undefined };
    });
  }
  const { Worker: NodeWorker } = await import(/* @vite-ignore */ 'node:worker_threads');
  return Array.from({ length: count }, () => {
    const worker = new NodeWorker(SOURCE, { eval: true, execArgv: [] });
    worker.on('message', answered);
    worker.unref();
    return { post: (message) => worker.postMessage(message), hold: (busy) => (busy ? worker.ref() : worker.unref()) };
  });
}

/** A module and its memory on the first `count` threads. */
export interface Shared {
  run(steps: number, time: number): Promise<void>;
  drop(): void;
}

let ids = 0;

export async function share(module: WebAssembly.Module, memory: WebAssembly.Memory, count: number): Promise<Shared> {
  const threads = (await (pool ??= start(threadsHere()))).slice(0, count), id = ids++;
  for (const t of threads) t.post({ kind: 'take', id, module, memory });
  return {
    run(steps, time) {
      const job = jobs++;
      return new Promise<void>((resolve, reject) => {
        const release = (then: () => void) => () => {
          for (const t of threads) t.hold(false);
          then();
        };
        waiting.set(job, { left: threads.length, done: release(resolve), fail: (error) => release(() => reject(error))() });
        threads.forEach((t, thread) => {
          t.hold(true);
          t.post({ kind: 'run', id, job, thread, threads: threads.length, steps, time });
        });
      });
    },
    drop: () => threads.forEach((t) => t.post({ kind: 'drop', id })),
  };
}
