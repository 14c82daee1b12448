import { GPU, WebGPUContext, type IKernelRunShortcut } from 'gpu.js';
import { oneOf } from '../oscillators/nearest.ts';
import { askAdapter, noAdapter } from './adapter.ts';
import { lossOf } from './shader/device.ts';

declare module 'gpu.js' {
  /** Exported by gpu.js, missing in its types: the one device of its webgpu kernels. */
  const WebGPUContext: { acquire(): Promise<{ device: GPUDevice }> };
}

export const BACKENDS = ['auto', 'webgpu', 'webgl2', 'webasm', 'cpu'] as const;
export type BackendName = (typeof BACKENDS)[number];

/** A place where kernels can run: asked for, found, and why they differ if they do. */
export interface Backend {
  name: Exclude<BackendName, 'auto'>;
  warnings: string[];
}

/**
 * Picks a backend: the argument, else the environment variable CYMATIC_BACKEND, else automatic (webasm where it exists, cpu
 * otherwise; the browser backends are never picked by themselves yet). One that does not answer here is replaced by the automatic
 * choice with a warning. Error: RangeError for a name that does not exist.
 */
export function chooseBackend(asked?: string): Backend {
  const name = named(asked);
  if (!BACKENDS.includes(name)) throw new RangeError(`backend: "${name}" is unknown, ${oneOf(name, BACKENDS)}`);
  if (name === 'auto') return automatic();
  const missing = absent(name);
  if (missing === undefined) return { name, warnings: [] };
  const other = automatic();
  return { name: other.name, warnings: [`backend ${name} is absent here (${missing}); ${other.name} computes instead`, ...other.warnings] };
}

function named(asked?: string): BackendName {
  const env = typeof process === 'undefined' ? undefined : process.env.CYMATIC_BACKEND;
  return (asked ?? (env || 'auto')) as BackendName;
}

/**
 * Finds out what can only be found out by asking: whether a WebGPU adapter answers, where the argument (or CYMATIC_BACKEND) names webgpu.
 * In Node this loads Dawn. `settle` does it by itself; whoever calls `absent` or begins a field otherwise does it before.
 */
export async function prepareBackend(asked?: string): Promise<void> {
  if (named(asked) === 'webgpu') await askAdapter();
}

function automatic(): Backend {
  const missing = absent('webasm');
  return missing === undefined ? { name: 'webasm', warnings: [] } : { name: 'cpu', warnings: [`backend webasm is absent here (${missing}); cpu computes instead`] };
}

/** Why a backend cannot run here, or undefined where it can. Of webgpu it only knows after `prepareBackend('webgpu')`. */
export function absent(name: Exclude<BackendName, 'auto'>): string | undefined {
  if (name === 'cpu') return undefined;
  if (name === 'webasm') return (GPU as unknown as { isWebAssemblySupported: boolean }).isWebAssemblySupported ? undefined : 'no WebAssembly with SIMD';
  if (name === 'webgl2') return GPU.isWebGL2Supported ? undefined : 'no WebGL 2 context';
  return noAdapter();
}

const machines = new Map<string, GPU>();

/** The one gpu.js instance of a backend in this process. */
export function machine(name: Exclude<BackendName, 'auto'>): GPU {
  let gpu = machines.get(name);
  if (!gpu) machines.set(name, (gpu = new GPU({ mode: name as ConstructorParameters<typeof GPU>[0] extends { mode?: infer M } ? M : never })));
  return gpu;
}

/** A kernel seen from a pipeline's trace: handles in, handle out. */
export type Handle = { readonly handle: unique symbol };
export type Kernel = (...inputs: Handle[]) => Handle;

const kernels = new WeakMap<GPU, Map<string, IKernelRunShortcut>>();

/** Compiles a kernel from source text, once per text and size. */
export function kernel(gpu: GPU, args: string[], body: string, size: number, loopMaxIterations: number, functions: object[]): Kernel {
  let known = kernels.get(gpu);
  if (!known) kernels.set(gpu, (known = new Map()));
  const source = `function (${args.join(', ')}) { ${body} }`, key = `${size} ${loopMaxIterations} ${source}`;
  let made = known.get(key);
  if (!made) {
    const settings: Record<string, unknown> = { output: [size], functions, precision: 'single' };
    if (loopMaxIterations > 0) settings.loopMaxIterations = loopMaxIterations;
    known.set(key, (made = gpu.createKernel(source as never, settings as never) as unknown as IKernelRunShortcut));
  }
  return made as unknown as Kernel;
}

/** A compiled chunk of steps. */
export interface Pipeline {
  run(inputs: Float32Array[]): Promise<Record<string, Float32Array>>;
  /** What really ran: backend, executor, and why it is not the fused one if it is not. */
  ran(): { backend: string; executor: string; reason: string | null; traffic?: number };
  destroy(): void;
}

/** Records `orchestrate` (handles of `count` inputs in, named results out) as one plan. */
export function pipeline(gpu: GPU, count: number, orchestrate: (inputs: Handle[]) => Record<string, Handle>, threads: boolean): Pipeline {
  const traced = function (...inputs: Handle[]) { return orchestrate(inputs); };
  Object.defineProperty(traced, 'length', { value: count }); // gpu.js asks a function's length how many handles to hand in
  const run = gpu.createPipeline(traced as never, (threads ? {} : { threads: false }) as never);
  return {
    async run(inputs) {
      const context = gpu.mode === 'webgpu' ? await WebGPUContext.acquire() : undefined;
      try {
        return await (run(...(inputs as never[])) as unknown as Promise<Record<string, Float32Array>>);
      } catch (error) {
        throw (context && (await lossOf(context.device))) ?? error;
      }
    },
    ran: () => ({ backend: run.backend === 'gpu' && gpu.mode === 'webgl2' ? 'webgl2' : (run.backend ?? 'unknown'), executor: run.pipeline.executorKind, reason: run.pipeline.fallbackReason }),
    destroy: () => void run.destroy(),
  };
}
