/** Counts what each of many holds at the moment (an address, an account), so that nobody holds more than a share. */

/** Takes one for somebody, and gives what is to be called when it is over; null when they hold their share already. */
export type TakeShare = (who: string) => (() => void) | null;

export function shares(max: number): TakeShare {
  const held = new Map<string, number>();
  return (who) => {
    const before = held.get(who) ?? 0;
    if (before >= max) return null;
    held.set(who, before + 1);
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      const left = (held.get(who) ?? 1) - 1;
      if (left > 0) held.set(who, left);
      else held.delete(who);
    };
  };
}
