/** The clock is passed to the app, so that tests can set it; and lengths of time in its milliseconds. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** The instant so long after another one, or before it when `ms` is negative. */
export function plusMs(at: Date, ms: number): Date {
  return new Date(at.getTime() + ms);
}

/** The beginning of the hour: as exactly as some times may be kept. */
export function hourOf(at: Date): Date {
  return new Date(Math.floor(at.getTime() / hourMs) * hourMs);
}
