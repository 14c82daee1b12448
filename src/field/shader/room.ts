import { USAGE } from './device.ts';

const mib = (bytes: number) => `${Math.ceil(bytes / 2 ** 20)} MiB`;

/** Buffers on a device that are taken together and given back together. */
export interface Room {
  /** A buffer of so many 32-bit values: storage that can be copied, unless `usage` says otherwise. Error: RangeError where it is larger than the device allows. */
  take(values: number, usage?: number): GPUBuffer;
  /** Resolves once the device has granted all of them. Error: RangeError where its memory does not hold them; nothing is kept then. */
  granted(): Promise<void>;
  bytes(): number;
  free(): void;
}

export function roomOn(device: GPUDevice): Room {
  const made: GPUBuffer[] = [], refusals: Promise<GPUError | null>[] = [], bytes = () => made.reduce((sum, b) => sum + b.size, 0);
  const free = () => made.splice(0).forEach((b) => b.destroy());
  return {
    take(values, usage = USAGE.STORAGE | USAGE.COPY_DST | USAGE.COPY_SRC) {
      const size = Math.max(16, 4 * values), { maxBufferSize, maxStorageBufferBindingSize } = device.limits, most = usage & USAGE.STORAGE ? Math.min(maxBufferSize, maxStorageBufferBindingSize) : maxBufferSize;
      if (size > most) {
        free();
        throw new RangeError(`field: ${mib(size)} in one buffer, expected at most ${mib(most)} on this webgpu device. Use fewer sites, or split the batch.`);
      }
      device.pushErrorScope('out-of-memory');
      const buffer = device.createBuffer({ size, usage });
      refusals.push(device.popErrorScope());
      made.push(buffer);
      return buffer;
    },
    async granted() {
      const refused = (await Promise.all(refusals)).find((error) => error !== null), asked = bytes();
      if (!refused) return;
      free();
      throw new RangeError(`field: the webgpu device has no room for ${mib(asked)} (${refused.message.split('\n')[0]}), expected it to hold the whole field. Use fewer sites, or split the batch.`);
    },
    bytes, free,
  };
}
