/** Something compiled that holds memory and may be in use. */
export interface Kept {
  bytes: number;
  running(): boolean;
  destroy(): void;
}

/** Compiled things of this process by key, oldest use first; kept while they are few and small. One that is running is never dropped. */
export class Shelf<T extends Kept> {
  private readonly all = new Map<string, T>();

  constructor(private readonly most: number, private readonly mostBytes: number) {}

  /** The thing of this key: from the shelf, or made now; then the oldest go until few and small ones are left. */
  take(key: string, make: () => T): T {
    const taken = this.all.get(key) ?? make();
    this.all.delete(key);
    this.all.set(key, taken);
    let bytes = 0;
    for (const { bytes: b } of this.all.values()) bytes += b;
    for (const [old, entry] of this.all) {
      if (this.all.size <= this.most && bytes <= this.mostBytes) break;
      if (entry === taken || entry.running()) continue;
      this.all.delete(old);
      bytes -= entry.bytes;
      entry.destroy();
    }
    return taken;
  }
}
