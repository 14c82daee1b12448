import { compile } from 'watr';
import { share, threadsHere } from '../../src/field/fused/threads.ts';

/** Half of the memory that is copied, in MiB: far larger than any cache. */
const MIB = 192;

/** Each thread copies its part of one half to the other, 16 bytes an instruction, `steps` times; bytes 0 … 7 are the barrier's place. */
const TEXT = `(module (import "env" "memory" (memory ${(2 * MIB * 1024) / 64 + 1} ${(2 * MIB * 1024) / 64 + 1} shared))
  (func $copy (param $at i32) (param $end i32)
    (loop $vectors
      (v128.store offset=${MIB * 1024 * 1024} (local.get $at) (v128.load (local.get $at)))
      (v128.store offset=${MIB * 1024 * 1024 + 16} (local.get $at) (v128.load offset=16 (local.get $at)))
      (br_if $vectors (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 32))) (local.get $end)))))
  (func (export "run") (param $thread i32) (param $threads i32) (param $steps i32) (param $time f64) (local $part i32) (local $from i32)
    (local.set $part (i32.and (i32.div_u (i32.const ${MIB * 1024 * 1024}) (local.get $threads)) (i32.const -64)))
    (local.set $from (i32.add (i32.const 65536) (i32.mul (local.get $thread) (local.get $part))))
    (loop $again
      (call $copy (local.get $from) (i32.add (local.get $from) (i32.sub (local.get $part) (i32.const 65536))))
      (br_if $again (i32.gt_s (local.tee $steps (i32.sub (local.get $steps) (i32.const 1))) (i32.const 0))))))`;

/** Bytes a second that all threads of this process together read and write while copying large arrays: the best of seven tries. */
export async function copyBandwidth(): Promise<number> {
  const pages = (2 * MIB * 1024) / 64 + 1, memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
  const copy = await share(new WebAssembly.Module(compile(TEXT) as BufferSource), memory, threadsHere());
  let best = Infinity;
  for (let k = 0; k < 8; k++) {
    const began = performance.now();
    await copy.run(1, 0);
    if (k > 0) best = Math.min(best, performance.now() - began); // the first touch maps the pages
  }
  copy.drop();
  return (2 * MIB * 1024 * 1024) / (best / 1e3);
}
