/** Numbers of the WebGPU specification; Node has no global constants for them before Dawn is started. */
export const USAGE = { MAP_READ: 1, COPY_SRC: 4, COPY_DST: 8, UNIFORM: 64, STORAGE: 128 } as const, READ = 1;

let asked: Promise<GPUDevice> | undefined;

/** The WebGPU device of the fused shaders, with all that the adapter offers; asked for once, and anew after it was lost. */
export function deviceHere(): Promise<GPUDevice> {
  return (asked ??= ask().catch((error: Error) => {
    asked = undefined;
    throw error;
  }));
}

async function ask(): Promise<GPUDevice> {
  const adapter = await navigator.gpu?.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new Error('field: no WebGPU adapter answers, expected one. Choose backend "webasm".');
  const { limits } = adapter, device = await adapter.requestDevice({
    requiredLimits: { maxStorageBuffersPerShaderStage: limits.maxStorageBuffersPerShaderStage, maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize, maxBufferSize: limits.maxBufferSize },
  });
  void device.lost.then(() => (asked = undefined));
  return device;
}
