/** What the pages on which instruments are written are given. */

import type { FileProblem } from '../http/fileProblem.ts';
import type { PresentedReading } from '../tables/reading/reading.ts';
import type { DifferencesPage } from './differences/presentDifferences.ts';
import type { DifferencePart } from './differences/wordDifference.ts';
import type { Collision } from './editor/presentCollision.ts';
import type { DraftFrame } from './editor/presentDraft.ts';
import type { EditorForm, EditorPage } from './editor/presentEditor.ts';
import type { Limits } from './editor/presentFigures.ts';
import type { ShownNote } from './editor/presentNotes.ts';
import type { HistoryPage } from './history/presentHistory.ts';
import type { TranslationPage } from './translation/presentTranslation.ts';
import type { PassedOver } from './xlsform/passedOver.ts';

interface OfDraft {
  frame: DraftFrame;
}

interface Choice {
  href: string;
  label: string;
  current: boolean;
}

type ShownProblem = Pick<FileProblem, 'message' | 'values'> & Partial<FileProblem>;
/** As typed or as stored, by the name of the field. */
type Values = Record<string, string>;
/** How many rows each list of a form has. */
type RowCounts = Record<'option' | 'label' | 'band', number>;
type Approval = OfDraft & { submitted: boolean; isMine: boolean; problems: number };

declare module '../http/viewLocals.ts' {
  interface ViewLocals {
    'workshop/_approval': Approval & { unclassed: number };
    'workshop/_condition': Pick<EditorForm, 'conditions' | 'chosen'>;
    'workshop/_figures': { limits: Limits };
    'workshop/_form': {
      form: EditorForm;
      action: string;
      part: string;
      number: number;
      /** Where an entry's form leads back to; settings have none. */
      cancel?: string;
      counts: RowCounts;
    };
    'workshop/_head': OfDraft;
    'workshop/_list': {
      editor: EditorPage;
      action: string;
      /** Of a part, with one of its rows open. */
      address(part: string, row?: string): string;
      counts: RowCounts;
    };
    'workshop/_notes': { notes: readonly ShownNote[] };
    'workshop/_parts': { parts: readonly DifferencePart[] };
    'workshop/_rows': {
      name: string;
      values: Values;
      count: number;
      label: string;
      kind: 'options' | 'labels' | 'bands';
    };
    'workshop/_texts': {
      name: string;
      label: string;
      values: Values;
      hint?: string;
      rows?: number;
      required?: boolean;
    };
    'workshop/_uses': { uses: HistoryPage['planned']; isLinked: boolean };
    'workshop/blank': { title: string; values: Values; scales: readonly string[] };
    'workshop/collision': OfDraft & {
      collision: Collision;
      /** The form as it was sent, to be sent once more. */
      hidden: [name: string, value: string][];
      back: string;
    };
    'workshop/differences': { differences: DifferencesPage };
    'workshop/editor': { editor: EditorPage };
    'workshop/firstVersion': Approval & { title: string };
    'workshop/history': { title: string; history: HistoryPage; canRetire: boolean; reason: string };
    'workshop/preview': OfDraft & {
      on: 'phone' | 'desktop' | 'paper';
      /** Nothing to ask yet. */
      isEmpty: boolean;
      devices: Choice[];
      languages: Choice[];
      pages: string;
      paper: string;
    };
    'workshop/previewPage': { html: string; isLast: boolean; again: string };
    'workshop/translation': {
      bench: TranslationPage;
      problems: readonly ShownProblem[];
      fileName: string;
      reading: PresentedReading | null;
    };
    'workshop/imported': {
      title: string;
      draft: string;
      items: number;
      questions: number;
      passedOver: readonly PassedOver[];
    };
    'workshop/foreignForm': {
      title: string;
      format: string;
      accept: string;
      fileName: string;
      problems: readonly ShownProblem[];
    };
    'workshop/states': OfDraft & {
      title: string;
      states: { number: number; isPresent: boolean; did: string; id: string; by: string; at: string }[];
      /** The number of the next older state that is not shown. */
      older: number | null;
    };
  }
}
