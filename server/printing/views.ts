/** What the pages for printing are given; where no PDF can be made they are printed themselves. */
import type { Given } from '../http/viewLocals.ts';
import type { papersEntered } from '../paper/paperCount.ts';
import type { Slip } from '../participation/presentSlips.ts';
import type { TreeRow } from '../waves/present.ts';
import type { Wave } from '../waves/wave.ts';
import type { printedQuestionnaire } from './printedQuestionnaire.ts';
import type { printedReceipts } from './printedReceipts.ts';

type Printed<T> = Omit<T, 'lang' | 'dir'>;
/** The locale key of why there is no PDF. */
type Unavailable = { unavailable: string };
type Scale = Given<typeof printedQuestionnaire>['scales'][number];

declare module '../http/viewLocals.ts' {
  interface ViewLocals {
    'printing/_printedItems': Pick<Scale, 'labels' | 'apart'> & {
      heading: string;
      definition: string;
      items: Scale['topics'][number]['items'];
    };
    'printing/_unavailable': Unavailable;
    'printing/index': {
      wave: Wave;
      base: string;
      tree: TreeRow[];
      everyOffice: string;
      waiting: number;
      papers: Given<typeof papersEntered>;
    };
    'printing/questionnaire': Printed<Given<typeof printedQuestionnaire>> & Unavailable;
    'printing/receipts': Printed<Given<typeof printedReceipts>> & Unavailable;
    'printing/slips': {
      wave: Pick<Wave, 'title' | 'closesAt' | 'keysFingerprint'>;
      offices: readonly { name: string; pages: Slip[][] }[];
      promise: 'strong' | 'plain';
    };
  }
}
