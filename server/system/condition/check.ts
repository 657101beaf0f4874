/** One check of the system's condition: what is so, whether that is well by a stated rule, and what to do where it is not. */

export const checkNames = [
  'store',
  'disk',
  'backup',
  'backupDisk',
  'memory',
  'certificate',
  'clock',
  'email',
  'sms',
  'jobs',
  'waveJobs',
  'data',
] as const;
export type CheckName = (typeof checkNames)[number];

/** From the best to the worst. */
export const levels = ['green', 'amber', 'red'] as const;
export type Level = (typeof levels)[number];

/** In no language yet: `presentCondition` writes them for a reader, and they can be stored. */
export type PhraseValue =
  | number
  | string
  | { bytes: number }
  | { at: Date }
  | { share: number }
  | { jobs: readonly string[] }
  | { names: readonly string[] };

/** A sentence under `system:finding.`; where it is not green one of the same name under `system:advice.` says what to do. */
export interface Check {
  name: CheckName;
  level: Level;
  finding: string;
  values: Record<string, PhraseValue>;
}

export const worstOf = (given: readonly Level[]): Level =>
  given.reduce((worst, level) => (levels.indexOf(level) > levels.indexOf(worst) ? level : worst), levels[0]);

/** The worse of what two limits say, the graver one first. */
export function levelBy(isRed: boolean, isAmber: boolean): Level {
  if (isRed) return 'red';
  return isAmber ? 'amber' : 'green';
}
