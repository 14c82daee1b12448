import type { Geometry } from './geometry.ts';
import type { Places } from './places.ts';

/**
 * Fills the margin of a torus from the line piece that was just written: columns near an edge appear beyond the opposite one, lines near
 * the top and bottom beyond the opposite wall. Every unit copies only what it wrote itself, so no unit waits for another.
 */
export function marginText(g: Geometry, places: Places): string {
  const { bytes } = g.lanes, width = g.columns * bytes, vectors = (g.margin.columns * bytes) / 16;
  const i32 = (op: string, a: string, b: string) => `(i32.${op} ${a} ${b})`, c = (n: number) => `(i32.const ${n})`, at = (name: string) => `(local.get ${name})`;
  /** `count` vectors (or as many bytes as a text says) from one address to another. */
  const copy = (to: string, from: string, count: number) => (count > 16 ? `(memory.copy ${to} ${from} ${c(count * 16)})`
    : Array.from({ length: count }, (_, k) => `(v128.store ${i32('add', to, c(16 * k))} (v128.load ${i32('add', from, c(16 * k))}))`).join(' '));
  const whole = g.unitsPerLine === 1 && width % 16 === 0 ? copy(i32('add', at('$base'), at('$shift')), at('$base'), width / 16)
    : `(memory.copy ${i32('add', at('$base'), at('$shift'))} ${at('$base')} ${i32('mul', i32('sub', at('$b'), at('$a')), c(bytes))})`;
  const end = i32('add', at('$base'), i32('mul', i32('sub', at('$b'), at('$a')), c(bytes))), first = i32('sub', end, c(16 * vectors));
  const edges = `(func $edges (param $base i32) (param $a i32) (param $b i32) (param $shift i32)
    (if ${at('$shift')} (then ${whole}))
    ${vectors ? `(if (i32.eqz ${at('$a')}) (then ${copy(i32('add', at('$base'), i32('add', at('$shift'), c(width))), at('$base'), vectors)}))
    (if (i32.eq ${at('$b')} ${c(g.columns)}) (then ${copy(i32('add', first, i32('sub', at('$shift'), c(width))), first, vectors)}))` : ''})`;
  const center = (g.margin.rows * g.signalPitch + g.margin.columns) * bytes, turn = g.rows * g.signalPitch * bytes;
  const each = places.signals.names.map((_, k) => {
    const call = (shift: number) => `(call $edges ${i32('add', at('$start'), c(places.signals.at + k * places.signals.signal + center))} ${at('$a')} ${at('$b')} ${c(shift)})`;
    return `${call(0)} ${g.margin.rows ? `(if (i32.lt_s ${at('$row')} ${c(g.margin.rows)}) (then ${call(turn)})) (if (i32.ge_s ${at('$row')} ${c(g.rows - g.margin.rows)}) (then ${call(-turn)}))` : ''}`;
  });
  return `${edges}
  (func $margin (param $start i32) (param $a i32) (param $b i32) (param $row i32) ${each.join('\n    ')})`;
}
