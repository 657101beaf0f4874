/** What the pages and mails of the system's condition are given. */
import type { Given } from '../http/viewLocals.ts';
import type { presentBackups } from './backups/presentBackups.ts';
import type { Level } from './condition/check.ts';
import type { countLevels, PresentedCheck } from './condition/presentCondition.ts';
import type { RecordedDay } from './condition/storedCondition.ts';

type Backups = Given<typeof presentBackups>;
type Counts = ReturnType<typeof countLevels>;

declare module '../http/viewLocals.ts' {
  interface ViewLocals {
    'system/_backups': { backups: Backups };
    'system/_mark': { level: Level };
    'system/_overview': { rows: PresentedCheck[] };
    'system/_readers': { readers: string[]; address: string; canSend: boolean };
    'system/_days': { days: RecordedDay[]; dayCounts: Counts };
    'system/alertMail': { subject: string; rows: PresentedCheck[]; href: string };
    'system/condition': {
      heading: string;
      checkedAt: Date;
      counts: Counts;
      rows: PresentedCheck[];
      days: RecordedDay[];
      dayCounts: Counts;
      readers: string[];
      address: string;
      canSend: boolean;
      backups: Backups;
    };
  }
}
