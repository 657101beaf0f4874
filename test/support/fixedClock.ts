/** A clock that stands still until a test moves it. Starts on 1405-09-02 (2026-11-23) at noon in Tehran. */
export const noon = new Date('2026-11-23T08:30:00.000Z');

export function fixedClock(start: Date = noon) {
  let at = start;
  return {
    now: () => at,
    set(moment: Date) {
      at = moment;
    },
    advanceHours(hours: number) {
      at = new Date(at.getTime() + hours * 3_600_000);
    },
  };
}

export type FixedClock = ReturnType<typeof fixedClock>;
