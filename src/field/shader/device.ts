/** Numbers of the WebGPU specification; Node has no global constants for them before Dawn is started. */
export const USAGE = { MAP_READ: 1, COPY_SRC: 4, COPY_DST: 8, UNIFORM: 64, STORAGE: 128 } as const, READ = 1;

/** Whether a device is gone, as an error in one line: known now, or waited for a moment where a call has just failed. */
export interface Loss { now(): Error | undefined; soon(): Promise<Error | undefined> }

let asked: Promise<{ device: GPUDevice; lost: Loss }> | undefined;

/** The WebGPU device of the fused shaders, with all that the adapter offers; asked for once, and anew after it was lost. */
export function deviceHere(): Promise<{ device: GPUDevice; lost: Loss }> {
  return (asked ??= ask().catch((error: Error) => {
    asked = undefined;
    throw error;
  }));
}

async function ask(): Promise<{ device: GPUDevice; lost: Loss }> {
  const adapter = await navigator.gpu?.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new Error('field: no WebGPU adapter answers, expected one. Choose backend "webasm".');
  const { limits } = adapter, device = await adapter.requestDevice({
    requiredLimits: { maxStorageBuffersPerShaderStage: limits.maxStorageBuffersPerShaderStage, maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize, maxBufferSize: limits.maxBufferSize },
  });
  let loss: Error | undefined;
  const gone = device.lost.then(({ reason, message }) => {
    asked = undefined;
    return (loss = new Error(`field: the webgpu device was lost (${reason}${message ? `: ${message.split('\n')[0]}` : ''}), expected it to live as long as the run. Begin anew with fewer sites or steps a launch, or choose backend "webasm".`));
  });
  return { device, lost: { now: () => loss, soon: () => Promise.race([gone, new Promise<undefined>((resolve) => setTimeout(resolve, 200, undefined))]) } };
}
