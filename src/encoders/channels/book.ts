/**
 * A rhythm channel: one small whole number a site knows about its surroundings, read out of a settled process.
 * −1 means silent. `colour` channels are phases (2πc/10) and may drive an output; `ordinal` ones are compared with ≤.
 */
export interface Channel {
  name: string;
  kind: 'colour' | 'ordinal' | 'category';
  /** What it costs a gate to listen to this channel: rare knowledge must earn its place. */
  cost: number;
  values: Int16Array;
  /** Whether its phase may be compared with other channels' phases. */
  relative: boolean;
  /** Whether it may drive an output cell. */
  source: boolean;
}

export interface ChannelOptions {
  relative?: boolean;
  source?: boolean;
}

/** Collects channels; one that says the same as a cheaper one is not kept. */
export class ChannelBook {
  readonly channels: Channel[] = [];
  private readonly seen = new Map<string, Channel>();

  add(name: string, kind: Channel['kind'], cost: number, values: ArrayLike<number>, options: ChannelOptions = {}): void {
    const copy = Int16Array.from(values);
    let first = 0;
    while (first < copy.length && copy[first] === copy[0]) first++;
    if (first === copy.length && kind !== 'colour') return; // a constant tells nothing
    const key = `${kind === 'colour' ? 'c' : 'x'}${hash(copy)}`;
    const known = this.seen.get(key);
    const relative = options.relative ?? false, source = options.source ?? kind === 'colour';
    if (known && same(known.values, copy)) {
      known.relative ||= relative;
      known.source ||= source;
      if (cost < known.cost) Object.assign(known, { name, cost });
      return;
    }
    const channel = { name, kind, cost, values: copy, relative, source };
    this.seen.set(key, channel);
    this.channels.push(channel);
  }
}

function hash(values: Int16Array): number {
  let h = 2166136261;
  for (let i = 0; i < values.length; i++) h = Math.imul(h ^ (values[i] & 0xffff), 16777619);
  return h >>> 0;
}

function same(a: Int16Array, b: Int16Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
