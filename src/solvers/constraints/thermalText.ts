import { compile } from 'watr';

/** Where the arrays of a thermal field lie in its memory, bytes. Sites are padded to a multiple of eight: padded ones hear nothing and tell nobody. */
export interface ThermalPlaces {
  padded: number;
  x: number;
  heard: number;
  gain: number;
  best: number;
  start: number;
  to: number;
  weight: number;
  flips: number;
  pages: number;
}

/** Bytes 0 … 63: the four words of the noise, four lanes each; then the cut and the best cut (f64). */
export const NOISE = 0, CUT = 64;
const BEST = CUT + 8, HEAD = 128;

/** Where an amplitude homeostat keeps gains. */
const GAINS = { least: 0.1, most: 10 };

export function thermalPlaces(sites: number, links: number): ThermalPlaces {
  const padded = 8 * Math.ceil(sites / 8), array = 4 * padded, [x, heard, gain, best, start] = [0, 1, 2, 3, 4].map((k) => HEAD + k * array);
  const to = start + array + 16, weight = to + 4 * links, flips = weight + 4 * links;
  return { padded, x, heard, gain, best, start, to, weight, flips, pages: Math.ceil((flips + 32) / 65536) };
}

const get = (name: string) => `(local.get $${name})`, int = (value: number) => `(i32.const ${value})`, f = (op: string, a: string, b: string) => `(f32x4.${op} ${a} ${b})`;

/**
 * Four sites of eight: x ← least(1, most(−1, x + a g h + b n)); a bit in $m0 or $m1 where the sign of x changed. The noise word serves both halves.
 * With a homeostat then g ← least(most gain, most(least gain, g (1 + r (aim − x²)))).
 */
function quadText(p: ThermalPlaces, half: 0 | 1, homeostat: boolean): string {
  const at = (array: number) => `(v128.load offset=${array + 16 * half} ${get('i')})`, sixteen = half === 0 ? `(i32x4.shl ${get('odd')} ${int(16)})` : get('odd');
  const kick = f('mul', get('b'), `(f32x4.convert_i32x4_s (i32x4.shr_s ${sixteen} ${int(16)}))`), push = f('mul', f('mul', get('a'), at(p.gain)), at(p.heard));
  const grown = f('mul', at(p.gain), f('add', get('high'), f('mul', get('r'), f('sub', get('g'), f('mul', get('u'), get('u'))))));
  const balance = `(v128.store offset=${p.gain + 16 * half} ${get('i')} ${f('pmin', f('pmax', grown, get('least')), get('most'))})`;
  return `(local.set $x ${at(p.x)})
        (local.set $u ${f('pmin', f('pmax', f('add', f('add', get('x'), push), kick), get('low')), get('high'))})
        (v128.store offset=${p.x + 16 * half} ${get('i')} ${get('u')})
        (local.set $m${half} (i32x4.bitmask (v128.xor ${get('x')} ${get('u')})))${homeostat ? `\n        ${balance}` : ''}`;
}

/** Sites whose sign has changed tell their neighbours: h_j −= 2 w s, cut += s h_i. $f: bytes of the list of flips. */
const tellText = (p: ThermalPlaces): string => `(func $tell (param $f i32) (local $i i32) (local $k i32) (local $end i32) (local $j i32) (local $s f32) (local $cut f64)
    (local.set $cut (f64.load offset=${CUT} ${int(0)}))
    (loop $flips
      (local.set $f (i32.sub ${get('f')} ${int(4)}))
      (local.set $i (i32.load offset=${p.flips} ${get('f')}))
      (local.set $s (f32.copysign (f32.const 1) (f32.load offset=${p.x} ${get('i')})))
      (local.set $cut (f64.add ${get('cut')} (f64.promote_f32 (f32.mul ${get('s')} (f32.load offset=${p.heard} ${get('i')})))))
      (local.set $k (i32.load offset=${p.start} ${get('i')}))
      (local.set $end (i32.load offset=${p.start + 4} ${get('i')}))
      (block $told (loop $links
        (br_if $told (i32.ge_u ${get('k')} ${get('end')}))
        (local.set $j (i32.load offset=${p.to} ${get('k')}))
        (f32.store offset=${p.heard} ${get('j')} (f32.sub (f32.load offset=${p.heard} ${get('j')}) (f32.mul ${get('s')} (f32.load offset=${p.weight} ${get('k')}))))
        (local.set $k (i32.add ${get('k')} ${int(4)}))
        (br $links)))
      (br_if $flips ${get('f')}))
    (f64.store offset=${CUT} ${int(0)} ${get('cut')}))`;

/**
 * Steps of a thermal field as WebAssembly text, eight sites a turn of the loop (equations: thermal.ts): `run(steps, a, b, r, aim)`. The eight move
 * together and tell their neighbours before the next eight move. After a step that ends in a better cut than any before, x is kept.
 * The noise is xorshift128 in four lanes, two numbers of 16 bits from each word, made odd so that their mean is 0.
 */
const thermalText = (p: ThermalPlaces, homeostat: boolean): string => `(module
  (import "env" "memory" (memory ${p.pages}))
  ${tellText(p)}
  (func (export "run") (param $steps i32) (param $push f32) (param $kick f32) (param $rate f32) (param $aim f32)
    (local $i i32) (local $f i32) (local $m i32) (local $m0 i32) (local $m1 i32) (local $flipped i32) (local $t v128) (local $odd v128) (local $x v128) (local $u v128)
    (local $a v128) (local $b v128) (local $low v128) (local $high v128) (local $one v128) (local $r v128) (local $g v128) (local $least v128) (local $most v128) ${[0, 1, 2, 3].map((k) => `(local $n${k} v128)`).join(' ')}
    ${[0, 1, 2, 3].map((k) => `(local.set $n${k} (v128.load offset=${NOISE + 16 * k} ${int(0)}))`).join(' ')}
    (local.set $a (f32x4.splat ${get('push')})) (local.set $b (f32x4.splat ${get('kick')})) (local.set $r (f32x4.splat ${get('rate')})) (local.set $g (f32x4.splat ${get('aim')}))
    (local.set $least (f32x4.splat (f32.const ${GAINS.least}))) (local.set $most (f32x4.splat (f32.const ${GAINS.most})))
    (local.set $low (f32x4.splat (f32.const -1))) (local.set $high (f32x4.splat (f32.const 1))) (local.set $one (i32x4.splat ${int(0x10001)}))
    (block $done (loop $step
      (br_if $done (i32.eqz ${get('steps')}))
      (local.set $i ${int(0)}) (local.set $flipped ${int(0)})
      (loop $sites
        (local.set $t (v128.xor ${get('n0')} (i32x4.shl ${get('n0')} ${int(11)})))
        (local.set $n0 ${get('n1')}) (local.set $n1 ${get('n2')}) (local.set $n2 ${get('n3')})
        (local.set $n3 (v128.xor (v128.xor ${get('n3')} (i32x4.shr_u ${get('n3')} ${int(19)})) (v128.xor ${get('t')} (i32x4.shr_u ${get('t')} ${int(8)}))))
        (local.set $odd (v128.or ${get('n3')} ${get('one')}))
        ${quadText(p, 0, homeostat)}
        ${quadText(p, 1, homeostat)}
        (if (local.tee $m (i32.or ${get('m0')} (i32.shl ${get('m1')} ${int(4)}))) (then
          (local.set $f ${int(0)})
          (loop $list
            (i32.store offset=${p.flips} ${get('f')} (i32.add ${get('i')} (i32.shl (i32.ctz ${get('m')}) ${int(2)})))
            (local.set $f (i32.add ${get('f')} ${int(4)}))
            (br_if $list (local.tee $m (i32.and ${get('m')} (i32.sub ${get('m')} ${int(1)})))))
          (call $tell ${get('f')})
          (local.set $flipped ${int(1)})))
        (br_if $sites (i32.lt_u (local.tee $i (i32.add ${get('i')} ${int(32)})) ${int(4 * p.padded)})))
      (if ${get('flipped')} (then (if (f64.gt (f64.load offset=${CUT} ${int(0)}) (f64.load offset=${BEST} ${int(0)})) (then
        (f64.store offset=${BEST} ${int(0)} (f64.load offset=${CUT} ${int(0)}))
        (memory.copy ${int(p.best)} ${int(p.x)} ${int(4 * p.padded)})))))
      (local.set $steps (i32.sub ${get('steps')} ${int(1)}))
      (br $step)))
    ${[0, 1, 2, 3].map((k) => `(v128.store offset=${NOISE + 16 * k} ${int(0)} ${get(`n${k}`)})`).join(' ')}))`;

let last: { key: string; module: WebAssembly.Module } | undefined;

/** The compiled module; the last one is kept, so that another run on the same graph does not compile again. */
export function thermalModule(p: ThermalPlaces, homeostat: boolean): WebAssembly.Module {
  const key = JSON.stringify([p, homeostat]);
  if (last?.key !== key) last = { key, module: new WebAssembly.Module(compile(thermalText(p, homeostat)) as BufferSource) };
  return last.module;
}
