/**
 * Numbers keys in the order in which they first occur: 0, 1, 2 … An open-addressing table in two arrays that can be emptied at no cost and
 * reused; with a `Map` most of the time of masking went into lookups.
 */
const minSlots = 1024;

export class KeyNumbers {
  private keys = new Float64Array(minSlots);
  /** `base` + the key's number + 1; entries up to `base` are left over from earlier use. */
  private entries = new Int32Array(minSlots);
  private base = 0;
  private size = 0;

  /** Forgets all keys. */
  clear(): void {
    this.base += this.size;
    this.size = 0;
    if (this.base < 2 ** 30) return;
    this.entries.fill(0);
    this.base = 0;
  }

  /** The number of a key (a whole number ≥ 0); a new key gets the next number. */
  of(key: number): number {
    let slot = this.slotOf(key);
    if (this.entries[slot]! > this.base) return this.entries[slot]! - this.base - 1;
    if (3 * this.size >= this.entries.length) {
      this.grow();
      slot = this.slotOf(key);
    }
    this.keys[slot] = key;
    this.size += 1;
    this.entries[slot] = this.base + this.size;
    return this.size - 1;
  }

  /** Where the key is, or where it would go. */
  private slotOf(key: number): number {
    const last = this.entries.length - 1;
    const mixed = Math.imul((key | 0) ^ (key / 0x1_0000_0000), 0x9e3779b1);
    let slot = (mixed ^ (mixed >>> 15)) & last;
    while (this.entries[slot]! > this.base && this.keys[slot] !== key) slot = (slot + 1) & last;
    return slot;
  }

  private grow(): void {
    const { keys, entries, base } = this;
    this.keys = new Float64Array(4 * keys.length);
    this.entries = new Int32Array(4 * keys.length);
    for (const [at, entry] of entries.entries()) {
      if (entry <= base) continue;
      const slot = this.slotOf(keys[at]!);
      this.keys[slot] = keys[at]!;
      this.entries[slot] = entry;
    }
  }
}
