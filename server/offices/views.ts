/** What the templates of offices are given. */
import type { FileProblem } from '../http/fileProblem.ts';
import type { Given } from '../http/viewLocals.ts';
import type { PresentedReading } from '../tables/reading/reading.ts';
import type { presentLevels } from './levels/presentLevels.ts';
import type { StoredOffice } from './loadOffices.ts';
import type { factsOf } from './present.ts';
import type { levelOptions, officeOptions } from './presentForms.ts';
import type { presentPlan } from './presentOfficeImport.ts';
import type { presentList } from './presentOfficeList.ts';

declare module '../http/viewLocals.ts' {
  interface ViewLocals {
    'offices/form': {
      title: string;
      kind: 'new' | 'change' | 'end';
      code: string | null;
      values: Record<string, unknown>;
      levels: Given<typeof levelOptions>;
      offices: Given<typeof officeOptions>;
      effects: string[];
      example: string;
    };
    'offices/import': { fileName: string; problems: FileProblem[] };
    'offices/index': Given<typeof presentList> & { values: Record<string, unknown> };
    'offices/levels': Given<typeof presentLevels>;
    'offices/preview': { fileName: string; content: string; reading: PresentedReading | null } & Given<
      typeof presentPlan
    >;
    'offices/show': {
      office: StoredOffice;
      facts: Given<typeof factsOf>;
      values: Record<string, unknown>;
      title: string;
    };
  }
}
