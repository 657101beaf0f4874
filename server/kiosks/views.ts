/** What the templates of kiosks and reach are given. */

import type { OfficeChoice } from '../accounts/officeChoices.ts';
import type { FileProblem } from '../http/fileProblem.ts';
import type { QrCode } from '../http/qrCode.ts';
import type { Given } from '../http/viewLocals.ts';
import type { PresentedReading } from '../tables/reading/reading.ts';
import type { PointImportPlan } from './importPoints.ts';
import type { Kiosk } from './kiosk.ts';
import type { Point } from './point.ts';
import type { presentKiosks } from './presentKiosks.ts';
import type { Reach } from './presentReach.ts';

declare module '../http/viewLocals.ts' {
  interface ViewLocals {
    'kiosks/index': { kiosks: Given<typeof presentKiosks> };
    'kiosks/link': { kiosk: Kiosk; address: string; qr: QrCode; until: string };
    'kiosks/new': { values: Record<string, unknown>; offices: readonly OfficeChoice[] };
    'kiosks/points': { count: number; fileName: string; problems: FileProblem[] };
    'kiosks/preview': {
      fileName: string;
      content: string;
      reading: PresentedReading | null;
      plan: PointImportPlan;
      shown: Point[];
    };
    'kiosks/reach': Reach;
    'kiosks/start': object;
  }
}
