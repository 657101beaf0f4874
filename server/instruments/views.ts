/** What the templates of instruments are given. */
import type { FileProblem } from '../http/fileProblem.ts';
import type { Given } from '../http/viewLocals.ts';
import type { Instrument } from './instrument.ts';
import type { localise } from './localised.ts';
import type { presentInstrument, presentRow } from './present.ts';

type Shown = Given<typeof presentInstrument>;
type Text = Given<typeof localise>;
/** A problem of a file, or one without a place. */
type ShownProblem = Pick<FileProblem, 'message' | 'values'> & Partial<FileProblem>;

declare module '../http/viewLocals.ts' {
  interface ViewLocals {
    'instruments/_margin': Pick<Shown, 'labels' | 'notApplicable' | 'bands' | 'coverage'> & {
      instrument: Instrument;
      versions: number[];
      base: string;
    };
    'instruments/_statement': {
      id: string;
      text: Text;
      isReverse?: boolean;
      change?: Instrument['dimensions'][number]['items'][number]['change'];
    };
    'instruments/index': {
      rows: (Given<typeof presentRow> & { isRetired: boolean })[];
      /** Only for those who may write. */
      drafts: { href: string; title: Text }[];
      canWrite: boolean;
    };
    'instruments/new': { fileName: string; problems: readonly ShownProblem[] };
    'instruments/show': Shown & {
      instrument: Instrument;
      versions: number[];
      /** Of a short form, the instrument that it was made from. */
      longForm: { href: string; version: number; title: Text } | null;
      /** Address of the page of versions and uses. */
      history: string;
      /** Address of its draft, for those who may write. */
      draft: string | null;
      hasDraft: boolean;
    };
  }
}
