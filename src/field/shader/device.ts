/** Numbers of the WebGPU specification; Node has no global constants for them before Dawn is started. */
export const USAGE = { MAP_READ: 1, COPY_SRC: 4, COPY_DST: 8, UNIFORM: 64, STORAGE: 128 } as const, READ = 1;

/** A device, and whether it still lives. */
export interface Device { device: GPUDevice; lost(): boolean }

let asked: Promise<Device> | undefined;

/** The WebGPU device of the fused shaders, with all that the adapter offers; asked for once, and anew after it was lost. */
export function deviceHere(): Promise<Device> {
  return (asked ??= ask().catch((error: Error) => {
    asked = undefined;
    throw error;
  }));
}

async function ask(): Promise<Device> {
  const adapter = await navigator.gpu?.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new Error('field: no WebGPU adapter answers, expected one. Choose backend "webasm".');
  const { maxStorageBuffersPerShaderStage, maxStorageBufferBindingSize, maxBufferSize } = adapter.limits;
  const device = await adapter.requestDevice({ requiredLimits: { maxStorageBuffersPerShaderStage, maxStorageBufferBindingSize, maxBufferSize } });
  let gone = false;
  void device.lost.then(() => {
    gone = true;
    asked = undefined;
  });
  return { device, lost: () => gone };
}

/** After a call on a device has failed: the device's loss as an error in one line, or undefined where it lives (or does not say so in 200 ms). */
export function lossOf(device: GPUDevice): Promise<Error | undefined> {
  const loss = device.lost.then(({ reason, message }) => new Error(`field: the webgpu device was lost (${reason}${message ? `: ${message.split('\n')[0]}` : ''}), expected it to live while a launch runs. Run it again with smaller chunks or fewer sites, or choose backend "webasm".`));
  return Promise.race([loss, new Promise<undefined>((resolve) => setTimeout(resolve, 200, undefined))]);
}
