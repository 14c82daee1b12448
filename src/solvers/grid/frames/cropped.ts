import { lattices } from '../../../encoders/channels/panels.ts';
import { regionSets, type Region, type RegionSet } from '../../../encoders/channels/regions.ts';
import { columnsOf, explainsShapes, rowsOf, type Frame, type Scene, type View } from '../frame.ts';

/** Crop frames that are worth teaching. */
const MOST = 14;

interface Choice {
  name: string;
  cost: number;
  chosen: Region[];
  /** Output rows and columns for each row and column of the region. */
  factor: [number, number];
  /** Rules of contest that pick the same regions. */
  agreeing: number;
}

/** The output is a region of the input that wins a contest. */
export async function croppedFrames(scene: Scene): Promise<Frame[]> {
  const { inputs, taught } = scene;
  if (taught.every((t, p) => rowsOf(t) === rowsOf(inputs[p]) && columnsOf(t) === columnsOf(inputs[p]))) return [];
  const sets = await regionSets(scene.hearing, scene.bodies, lattices(scene.hearing));
  const pooled = new Map<string, Choice>();
  for (const set of sets) for (const c of choices(scene, set)) {
    const key = JSON.stringify(c.chosen);
    const known = pooled.get(key);
    if (!known) pooled.set(key, c);
    else {
      known.agreeing++;
      if (c.cost < known.cost) Object.assign(known, { name: c.name, cost: c.cost });
    }
  }
  const ranked = [...pooled.values()].map((c) => ({ ...c, score: c.cost - 0.15 * Math.log2(c.agreeing) - 3 * likeness(scene, c) })).sort((a, b) => a.score - b.score);
  return ranked.slice(0, MOST).map((c) => frameOf(c));
}

/** Attributes a contest is most naturally about come cheaper. */
const RULE_COST: Record<string, number> = { area: 0, 'occupied sites': 0, 'object: size': 0, colours: 0.3, 'copies of its pattern': 0.2, 'sites of lesser colours': 0.3, top: 0.6, left: 0.6, rows: 0.5, columns: 0.5 };

function choices(scene: Scene, set: RegionSet): Choice[] {
  const pairs = scene.inputs.length;
  const members = Array.from({ length: pairs }, (_, p) => set.regions.map((r, k) => (r.grid === p ? k : -1)).filter((k) => k >= 0));
  if (members.some((m) => !m.length)) return [];
  const out: Choice[] = [];
  const offer = (name: string, cost: number, pick: (ks: number[]) => number) => {
    const ks = members.map(pick);
    if (ks.some((k) => k < 0)) return;
    const chosen = ks.map((k) => set.regions[k]);
    const factor: [number, number] = [rowsOf(scene.taught[0]) / chosen[0].rows, columnsOf(scene.taught[0]) / chosen[0].columns];
    if (factor.some((f) => f % 1 !== 0 || f < 1) || !explainsShapes(scene, chosen.map((r) => [r.rows * factor[0], r.columns * factor[1]]))) return;
    const scaled = factor[0] * factor[1] > 1;
    out.push({ name: `${set.name}, ${name}${scaled ? `, times ${factor[0]} × ${factor[1]}` : ''}`, cost: 0.3 + set.cost + cost + (scaled ? 0.4 : 0), chosen, factor, agreeing: 1 });
  };
  offer('the only one', 0, (ks) => (ks.length === 1 ? ks[0] : -1));
  for (const [attribute, values] of set.attributes) {
    const base = RULE_COST[attribute] ?? (attribute.startsWith('sites of colour') || attribute.startsWith('object: sites of') ? 0.7 : 0.5);
    for (const sign of [1, -1]) offer(`${sign > 0 ? 'most' : 'least'} ${attribute}`, base + (sign < 0 ? 0.1 : 0), (ks) => {
      const top = Math.max(...ks.map((k) => sign * values[k])), won = ks.filter((k) => sign * values[k] === top);
      return won.length === 1 || won.every((k) => samePlace(set.regions[k], set.regions[won[0]])) ? won[0] : -1;
    });
    offer(`the odd one in ${attribute}`, base + 0.2, (ks) => {
      if (ks.length < 3) return -1;
      const odd = ks.filter((k) => ks.filter((j) => values[j] === values[k]).length === 1);
      return odd.length === 1 ? odd[0] : -1;
    });
  }
  return out;
}

function samePlace(a: Region, b: Region): boolean {
  return a.top === b.top && a.left === b.left && a.rows === b.rows && a.columns === b.columns;
}

/** Share of taught cells that the bare region already sings. */
function likeness(scene: Scene, c: Choice): number {
  let same = 0, all = 0;
  scene.taught.forEach((t, p) => t.forEach((line, r) => line.forEach((v, k) => {
    all++;
    if (scene.inputs[p][c.chosen[p].top + Math.floor(r / c.factor[0])]?.[c.chosen[p].left + Math.floor(k / c.factor[1])] === v) same++;
  })));
  return same / all;
}

function frameOf(c: Choice): Frame {
  const [down, across] = c.factor, shapes = c.chosen.map((r): [number, number] => [r.rows * down, r.columns * across]);
  const inside = (name: string, cost: number, map: (r: number, k: number, box: Region) => [number, number] | null): View => ({
    name, cost,
    at: (p, r, k) => {
      const box = c.chosen[p], to = map(r, k, box);
      return to ? [box.top + to[0], box.left + to[1]] : null;
    },
  });
  const square = (f: (r: number, k: number, box: Region) => [number, number]) => (r: number, k: number, box: Region) => (box.rows === box.columns ? f(r, k, box) : null);
  const tiles = down * across > 1 ? [inside('tiled', 0.2, (r, k, b) => [r % b.rows, k % b.columns])] : [];
  return {
    name: `cropped to the ${c.name}`, cost: c.cost, shapes,
    views: [
      inside('inside', 0, (r, k) => [Math.floor(r / down), Math.floor(k / across)]), ...tiles,
      inside('mirrored across', 0.4, (r, k, b) => [r, b.columns - 1 - k]),
      inside('mirrored down', 0.4, (r, k, b) => [b.rows - 1 - r, k]),
      inside('turned by half', 0.5, (r, k, b) => [b.rows - 1 - r, b.columns - 1 - k]),
      inside('transposed', 0.6, square((r, k) => [k, r])),
      inside('turned left', 0.6, square((r, k, b) => [k, b.columns - 1 - r])),
      inside('turned right', 0.6, square((r, k, b) => [b.rows - 1 - k, r])),
    ],
  };
}
