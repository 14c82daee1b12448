import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { absent, prepareBackend } from '../../src/index.ts';
import { chromiumPath } from '../../viz/server/shot.ts';

/** Open at once and keep open although no Node module registers (glibc). */
const RTLD_NOW = 2, RTLD_NODELETE = 0x1000;

/**
 * Asks for a WebGPU adapter in this process, once SwiftShader, the software driver that comes with Chromium, is offered to Dawn (unless
 * VK_ICD_FILENAMES names another driver). Returns why none answers, or undefined. Dawn asks the linker for `libvulkan.so.1`; where the system
 * has none, Chromium's own is opened by its path before.
 */
export async function softwareAdapter(): Promise<string | undefined> {
  const browser = chromiumPath(), folders = [...(browser ? [dirname(realpathSync(browser))] : []), '/usr/lib/chromium', '/usr/lib/chromium-browser', '/opt/google/chrome'];
  const folder = folders.find((f) => existsSync(join(f, 'vk_swiftshader_icd.json')));
  if (folder && process.platform === 'linux') {
    process.env.VK_ICD_FILENAMES ??= join(folder, 'vk_swiftshader_icd.json');
    try {
      process.dlopen({ exports: {} }, join(folder, 'libvulkan.so.1'), RTLD_NOW | RTLD_NODELETE);
    } catch { /* it is no Node module, but now it is there */ }
  }
  await prepareBackend('webgpu');
  return absent('webgpu');
}
