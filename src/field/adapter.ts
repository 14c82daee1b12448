/** Package that brings WebGPU (Dawn) to Node. Named here and loaded only in Node, so that no bundle for browsers holds it. */
const DAWN = 'webgpu';

let why: string | undefined = 'no adapter was asked for yet, await prepareBackend("webgpu") first', asked: Promise<void> | undefined;

/** Why WebGPU cannot run here, or undefined where an adapter answered. */
export const noAdapter = (): string | undefined => why;

/** Asks for a WebGPU adapter, once in a process; in Node Dawn is loaded and put under `navigator.gpu` before. Never fails: `noAdapter` says what came. */
export const askAdapter = (): Promise<void> => (asked ??= ask().then((reason) => void (why = reason)));

async function ask(): Promise<string | undefined> {
  try {
    if (globalThis.process?.versions?.node && !(globalThis.navigator as Navigator | undefined)?.gpu) await startDawn();
    if (!globalThis.navigator?.gpu) return 'navigator.gpu does not exist';
    return (await navigator.gpu.requestAdapter()) ? undefined : `no adapter answers${globalThis.process?.platform === 'linux' ? '; on Linux Dawn needs the Vulkan loader and a driver of the GPU' : ''}`;
  } catch (error) {
    return `WebGPU does not start: ${(error as Error).message.split('\n')[0]}`;
  }
}

async function startDawn(): Promise<void> {
  const { create, globals } = (await import(/* @vite-ignore */ DAWN)) as typeof import('webgpu');
  Object.assign(globalThis, globals);
  const gpu = create([]);
  if (globalThis.navigator) Object.defineProperty(navigator, 'gpu', { value: gpu, configurable: true });
  else Object.defineProperty(globalThis, 'navigator', { value: { gpu, userAgent: 'node' }, configurable: true });
}
