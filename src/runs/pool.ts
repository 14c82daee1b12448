import { fork, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

export interface Job {
  key: string;
  payload: unknown;
}

/** How one job ended. Either `value` or `failed` is there. */
export interface Outcome<Value> {
  key: string;
  value?: Value;
  /** Why there is no value: what was thrown, how the worker died, or the time limit. */
  failed?: string;
  /** All threads of the worker together, measured inside it; null where the worker was stopped or died. */
  cpuSeconds: number | null;
  wallSeconds: number;
}

export interface PoolOptions<Value> {
  /** URL of a module with `work(payload, show)` and, if wanted, `setup(configuration)` and `prepare(payload)`. */
  module: string;
  configuration?: unknown;
  workers: number;
  /** Wall clock for one job; beyond it the worker is killed and replaced. */
  limitSeconds: number;
  signal?: AbortSignal;
  /** The workers beyond the first are hired once this has settled: something else needs the processors first. */
  patience?: Promise<unknown>;
  /** Told of what a job's worker shows while it works. For eyes only. */
  onShown?: (key: string, moment: unknown) => void;
  /** Called once a job, in order of completion. What it throws ends the pool. */
  onOutcome: (outcome: Outcome<Value>) => void;
  /** What the workers print. */
  onNoise?: (text: string) => void;
}

type Told = { ready?: true; broken?: string; shown?: unknown; value?: unknown; failed?: string; cpuSeconds?: number; wallSeconds?: number };

/**
 * Works jobs off in child processes, each with its own memory: one that crashes takes only its own job along.
 * Resolves when all are done, or early when the signal is aborted. Rejects where the module cannot be loaded or a listener throws.
 */
export function runPool<Value>(jobs: readonly Job[], options: PoolOptions<Value>): Promise<void> {
  return new Promise((resolve, reject) => {
    const queue = [...jobs], alive = new Set<ChildProcess>(), unclosed = new Set<ChildProcess>();
    let open = jobs.length, over = false, leave = () => undefined as void;

    const end = (error?: unknown) => {
      if (over) return;
      over = true;
      options.signal?.removeEventListener('abort', stop);
      for (const child of alive) child.kill('SIGKILL');
      leave = () => (error === undefined ? resolve() : reject(error)); // once the last words of the workers are heard
      if (unclosed.size === 0) leave();
    };
    const stop = () => end();
    const report = (outcome: Outcome<Value>) => {
      if (over) return;
      try {
        options.onOutcome(outcome);
        open -= 1;
        if (open === 0) end();
      } catch (error) {
        end(error);
      }
    };

    const hire = () => {
      const child = startWorker(options, end);
      alive.add(child);
      unclosed.add(child);
      let job: Job | undefined, started = 0, timer: NodeJS.Timeout | undefined, ready = false, condemned = false;
      const settle = (told: Omit<Outcome<Value>, 'key'>) => {
        clearTimeout(timer);
        const { key } = job!;
        job = undefined;
        report({ key, ...told });
      };
      const next = () => {
        job = over ? undefined : queue.shift();
        if (!job) return void child.kill('SIGKILL');
        started = performance.now();
        timer = setTimeout(() => {
          condemned = true;
          settle({ failed: `took longer than ${options.limitSeconds} s, the worker was stopped`, cpuSeconds: null, wallSeconds: (performance.now() - started) / 1e3 });
          child.kill('SIGKILL');
        }, options.limitSeconds * 1e3);
        child.send(job.payload as object);
      };
      child.on('message', (told: Told) => {
        if (condemned) return;
        if (told.shown !== undefined) return job && options.onShown?.(job.key, told.shown);
        if (told.broken !== undefined) return end(new Error(`pool: a worker could not load ${options.module}: ${told.broken}`));
        if (told.ready) ready = true;
        else if (job) settle({ value: told.value as Value, failed: told.failed, cpuSeconds: told.cpuSeconds!, wallSeconds: told.wallSeconds! });
        next();
      });
      child.on('close', () => {
        unclosed.delete(child);
        if (over && unclosed.size === 0) leave();
      });
      child.on('error', (error) => {
        if (child.pid !== undefined) return; // A failed send: 'exit' follows and says how the worker ended.
        alive.delete(child);
        unclosed.delete(child);
        end(new Error(`pool: a worker could not be started: ${error.message}`));
      });
      child.on('exit', (code, how) => {
        alive.delete(child);
        if (job) settle({ failed: `the worker ended with ${how ? `signal ${how}` : `code ${code}`}`, cpuSeconds: null, wallSeconds: (performance.now() - started) / 1e3 });
        else if (!ready) end(new Error(`pool: a worker ended with ${how ?? `code ${code}`} before it was ready.`));
        if (!over && queue.length > 0 && alive.size < options.workers) hire();
      });
    };

    if (open === 0 || options.signal?.aborted) return resolve();
    options.signal?.addEventListener('abort', stop);
    const rest = Math.min(options.workers, jobs.length) - 1, hireRest = () => { for (let i = 0; i < rest && !over && queue.length > 0; i++) hire(); };
    hire();
    if (options.patience) void options.patience.then(hireRest, hireRest);
    else hireRest();
  });
}

function startWorker({ module, configuration, onNoise }: PoolOptions<never>, fail: (error: unknown) => void): ChildProcess {
  const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  const child = fork(fileURLToPath(new URL('./worker.ts', import.meta.url)), [module, JSON.stringify(configuration ?? null)], {
    execArgv: ['--import', loader], stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const hear = (text: string) => {
    try {
      onNoise?.(text);
    } catch (error) {
      fail(error); // for example a full disk below the log
    }
  };
  for (const stream of [child.stdout!, child.stderr!]) stream.setEncoding('utf8').on('data', hear);
  return child;
}
