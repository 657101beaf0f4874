/** What the pages of offices know about waves, which the app hands over: offices come before waves and import none of them. */
export interface OfficeWave {
  id: string;
  title: string;
  href: string;
  /** `draft`, or what launch and count made of it. */
  state: string;
  /** Launched and not yet counted: it counts with the headcounts of its launch. */
  running: boolean;
  /** The wave's offices with the headcounts that it counts with. */
  headcounts: ReadonlyMap<string, number | null>;
  /** Where an administrator asks for another headcount in this wave. */
  correction(office: string, headcount: number): string;
}

/** The waves that an office may be in: those that run, or all of them. */
export type OfficeWaves = (which: 'running' | 'all') => Promise<OfficeWave[]>;
