import type { Geometry } from './geometry.ts';
import type { Places } from './places.ts';

const i32 = (op: string, a: string, b: string) => `(i32.${op} ${a} ${b})`, c = (n: number) => `(i32.const ${n})`, at = (name: string) => `(local.get ${name})`;

/**
 * Dense links: heard_i = Σ_j W_ij s_j for the rows a … b − 1, four rows and up to two signals at a time, so that every weight is read once and
 * every signal vector serves four rows. Rows are padded with zeros to whole vectors, their number to a multiple of four.
 */
export function denseText(carrier: string, signals: string[], g: Geometry, places: Places): string {
  const { vector: v, bytes, scalar } = g.lanes, row = g.pitch * bytes, { weight } = places.links[carrier], groups = pairsOf(signals);
  const plus = (sum: string, w: string, s: string) => `(local.set ${sum} (${v}.add (local.get ${sum}) (${v}.mul (local.get ${w}) (local.get ${s}))))`;
  const lanes = (of: string) => Array.from({ length: g.lanes.count }, (_, i) => `(${v}.extract_lane ${i} ${of})`).reduce((a, b) => `(${scalar}.add ${a} ${b})`);
  const loops = groups.map((names) => {
    const sums = names.flatMap((_, m) => [0, 1, 2, 3].map((r) => `$h${m}${r}`));
    const signal = (name: string) => places.signals.at + places.signals.names.indexOf(name) * places.signals.signal;
    return `${sums.map((s) => `(local.set ${s} (v128.const i64x2 0 0))`).join(' ')}
      (local.set $j ${at('$in')}) (local.set $w (i32.mul ${at('$a')} ${c(row)}))
      (loop $columns
        ${names.map((name, m) => `(local.set $s${m} (v128.load offset=${signal(name)} ${at('$j')}))`).join(' ')}
        ${[0, 1, 2, 3].map((r) => `(local.set $x (v128.load offset=${weight + r * row} ${at('$w')})) ${names.map((_, m) => plus(`$h${m}${r}`, '$x', `$s${m}`)).join(' ')}`).join('\n        ')}
        (local.set $w ${i32('add', at('$w'), c(16))}) (local.set $j ${i32('add', at('$j'), c(16))})
        (br_if $columns (i32.lt_u ${at('$j')} ${i32('add', at('$in'), c(row))})))
      ${names.flatMap((name, m) => [0, 1, 2, 3].map((r) => `(if (i32.lt_u ${i32('add', at('$a'), c(r))} ${at('$b')}) (then (${scalar}.store offset=${places.heard[`${carrier} ${name}`] + r * bytes} ${at('$o')} ${lanes(at(`$h${m}${r}`))})))`)).join('\n      ')}`;
  });
  return `(func $carry_${carrier} (param $entry i32) (param $a i32) (param $b i32) (param $turn i32)
    (local $in i32) (local $j i32) (local $w i32) (local $o i32) (local $x v128) (local $s0 v128) (local $s1 v128) ${[0, 1].flatMap((m) => [0, 1, 2, 3].map((r) => `(local $h${m}${r} v128)`)).join(' ')}
    (local.set $in ${i32('add', i32('mul', at('$turn'), c(places.signals.turn)), i32('mul', at('$entry'), c(row)))})
    (local.set $o (i32.mul (i32.add (i32.mul ${at('$entry')} ${c(g.pitch)}) ${at('$a')}) ${c(bytes)}))
    (loop $rows
      ${loops.join('\n      ')}
      (local.set $a ${i32('add', at('$a'), c(4))}) (local.set $o ${i32('add', at('$o'), c(4 * bytes))})
      (br_if $rows (i32.lt_u ${at('$a')} ${at('$b')}))))`;
}

/**
 * Sparse links in CSR: signals stand two by two beside each other, so that one read of 8 (float64: 16) bytes brings both over a link; in float32 two links are
 * followed at a time. One weight for all is multiplied once a row.
 */
export function sparseText(carrier: string, signals: string[], uniform: boolean, g: Geometry, places: Places): string {
  const { vector: v, bytes, scalar, splat } = g.lanes, { weight, start, site } = places.links[carrier], pairs = places.pairs!, single = bytes === 4;
  const pair = (k: number) => pairs.at + Math.floor(places.signals.names.indexOf(signals[k]) / 2) * pairs.pair;
  const groups = [...new Set(signals.map((s) => Math.floor(places.signals.names.indexOf(s) / 2)))].map((group) => signals.filter((s) => Math.floor(places.signals.names.indexOf(s) / 2) === group));
  const far = (ahead: number) => `(i32.add ${at('$in')} (i32.shl (i32.load offset=${site + 4 * ahead} ${at('$k')}) ${c(single ? 3 : 4)}))`;
  const w = (ahead: number) => i32('add', single ? at('$k') : i32('shl', at('$k'), c(1)), c(ahead * bytes));
  const loops = groups.map((names) => {
    const offset = pair(signals.indexOf(names[0])), load = single ? 'v128.load64_zero' : 'v128.load', plus = (of: string) => `(local.set $h (${v}.add ${at('$h')} ${of}))`;
    const weighted = (of: string, by: string) => (uniform ? of : `(${v}.mul ${of} ${by})`);
    const two = `(local.set $x (v128.load64_lane offset=${offset} 1 ${far(1)} (${load} offset=${offset} ${far(0)})))
          ${plus(weighted(at('$x'), `(i8x16.shuffle 0 1 2 3 0 1 2 3 4 5 6 7 4 5 6 7 (local.tee $y (v128.load64_zero offset=${weight} ${w(0)})) ${at('$y')})`))}`;
    const one = plus(weighted(`(${load} offset=${offset} ${far(0)})`, `(${splat} offset=${weight} ${w(0)})`));
    const last = single ? `(if (i32.lt_u ${at('$k')} ${at('$end')}) (then ${one}))` : '';
    const lane = (m: number) => (single ? `(f32.add (f32x4.extract_lane ${m} ${at('$h')}) (f32x4.extract_lane ${m + 2} ${at('$h')}))` : `(f64x2.extract_lane ${m} ${at('$h')})`);
    const scaled = (of: string) => (uniform ? `(${scalar}.mul ${of} (${scalar}.load offset=${weight} (i32.const 0)))` : of);
    const width = single ? 8 : 4;
    return `(local.set $h (v128.const i64x2 0 0)) (local.set $k (i32.shl (i32.load offset=${start} (i32.shl ${at('$i')} (i32.const 2))) (i32.const 2)))
      (block $over (loop $links
        (br_if $over (i32.gt_u ${i32('add', at('$k'), c(width))} ${at('$end')}))
        ${single ? two : one}
        (local.set $k ${i32('add', at('$k'), c(width))}) (br $links)))
      ${last}
      ${names.map((name) => `(${scalar}.store offset=${places.heard[`${carrier} ${name}`]} ${at('$o')} ${scaled(lane(places.signals.names.indexOf(name) % 2))})`).join(' ')}`;
  });
  return `(func $carry_${carrier} (param $entry i32) (param $a i32) (param $b i32) (param $turn i32)
    (local $in i32) (local $i i32) (local $k i32) (local $end i32) (local $o i32) (local $h v128) (local $x v128) (local $y v128)
    (local.set $in ${i32('add', i32('mul', at('$turn'), c(pairs.turn)), i32('mul', at('$entry'), c(g.pitch * 2 * bytes)))})
    (local.set $o (i32.mul (i32.add (i32.mul ${at('$entry')} ${c(g.pitch)}) ${at('$a')}) ${c(bytes)}))
    (local.set $i ${at('$a')})
    (loop $rows
      (local.set $end (i32.shl (i32.load offset=${start + 4} (i32.shl ${at('$i')} (i32.const 2))) (i32.const 2)))
      ${loops.join('\n      ')}
      (local.set $i ${i32('add', at('$i'), c(1))}) (local.set $o ${i32('add', at('$o'), c(bytes))})
      (br_if $rows (i32.lt_u ${at('$i')} ${at('$b')}))))`;
}

function pairsOf(signals: string[]): string[][] {
  return Array.from({ length: Math.ceil(signals.length / 2) }, (_, i) => signals.slice(2 * i, 2 * i + 2));
}
