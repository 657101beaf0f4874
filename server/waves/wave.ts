/**
 * A wave: one run of instruments over offices between two dates. Launch freezes instruments, offices, headcounts,
 * thresholds and the wording of the first page into this one document, so that later edits elsewhere change nothing.
 */
import mongoose, { Schema } from 'mongoose';
import type { Language } from '../i18n/languages.ts';
import type { Instrument } from '../instruments/instrument.ts';
import type { Audience } from './audience.ts';
import type { WaveTranslations } from './firstPageIn.ts';
import { reportChanges } from './waveChanges.ts';
import type {
  CodeRequest,
  DailyParticipation,
  DraftState,
  HeadcountCorrection,
  LegalHold,
  LocalBlock,
  PromiseWording,
  RecoveryCopy,
  RecoveryDestroyed,
  SaidAndDone,
  WaveErasure,
  WaveJob,
  WaveSeries,
  WaveWords,
} from './waveParts.ts';
import { type WaveState, waveStates } from './waveState.ts';
import { officeSchema, unitSchema, type WaveOffice, type WaveUnit } from './waveUnit.ts';

export interface FirstPage {
  sponsor: string;
  purpose: string;
  contact: string;
  /** «What we did after last time». */
  afterLastTime: string;
  /** Approved words about plans; frozen by the launch, absent in waves of earlier versions. */
  done?: SaidAndDone[];
}

export interface Wave {
  _id: string;
  title: string;
  state: WaveState;
  /** Made by `wave import` from data collected elsewhere: no invitations, no ballots. */
  imported: boolean;
  pilot: boolean;
  /** The chosen ids of a draft; the launch fills `instruments`. */
  instrumentIds: string[];
  instruments: Instrument[];
  /** A draft has the chosen codes with headcounts; the launch completes them. */
  offices: WaveOffice[];
  units: WaveUnit[];
  minimum: number;
  minimumDetail: number;
  headsAnswerAt: 'parent' | 'own';
  /** Target share of answers (0..1), shown as a mark on the participation page. */
  targetRate: number;
  opensAt: Date | null;
  closesAt: Date | null;
  graceHours: number;
  firstPage: FirstPage;
  /** Title and first page in other languages; absent in waves of earlier versions. */
  translations?: WaveTranslations;
  /** The words of messages that differ from those of the product; a launch freezes all. Waves of earlier versions have none. */
  words?: WaveWords;
  /** The languages of messages, where not Persian alone. */
  messageLanguages?: Language[];
  /** The languages it is answered in, frozen by the launch; absent in waves of earlier versions, which are answered in all. */
  languages?: Language[];
  /** The promise as launch froze it, by language; null in a draft and in imported waves. */
  promise: Record<Language, PromiseWording> | null;
  /** Whether comments of units with few are read with those of others; people were told so. Absent in waves of earlier versions. */
  commentsJoin?: boolean;
  /**
   * The figure that the province is named by, declared before launch and frozen by it: each office by its staff. Absent in imported waves and those
   * of earlier versions, which declared none.
   */
  headline?: 'weighted';
  /** Who will see the results: declared before launch, frozen by it. */
  audiences: Audience[];
  releasedTo: Audience[];
  /** Questions of single offices; absent where none has written any. */
  localBlocks?: LocalBlock[];
  /** Whether the managers of its offices may write questions of their own while it is a draft. */
  localOpen?: boolean;
  /**
   * How it was checked that the scores of a short form and of the long one may be compared; without it they are not. Absent or empty where
   * nobody said so.
   */
  formsChecked?: string;
  /** What opens the results to employees; null where they are no audience. */
  resultsWords: string | null;
  /** The wave that this one is compared with. */
  previous: string | null;
  /** Public key of the sealed boxes (base64). The secret part lies in KEY_DIR until the count. */
  sealingKey: string | null;
  /** SHA-256 over the published keys document, in groups of four hex digits. */
  keysFingerprint: string | null;
  /** Every recovery copy of the keys that was made, and who confirmed that it is destroyed. */
  recoveryCopies: RecoveryCopy[];
  recoveryDestroyed: RecoveryDestroyed[];
  previewReadAt: Date | null;
  /** Digest of each part of the preview as it was confirmed last, by the part's id. */
  previewSeen?: Record<string, string> | null;
  /** Where it is repeated by the calendar. */
  series?: WaveSeries | null;
  /** Of a draft that was saved step by step. */
  draft?: DraftState | null;
  /** When an administrator declared that they had restored a backup and checked it. */
  backupTestedAt: Date | null;
  job: WaveJob | null;
  codeRequests: CodeRequest[];
  headcountCorrections: HeadcountCorrection[];
  /** Used invitations by reporting unit as managers see them, updated once a day. */
  daily: DailyParticipation | null;
  /** Raised whenever a list in this document is rewritten as a whole, so that two writers cannot undo each other. */
  revision: number;
  launchedAt: Date | null;
  closedAt: Date | null;
  countedAt: Date | null;
  releasedAt: Date | null;
  withdrawnAt: Date | null;
  /** When responses, comments, tallies and reports were deleted for good. */
  purgedAt: Date | null;
  /** When it was said that they are going to be deleted; absent in waves of earlier versions. */
  purgeAnnouncedAt?: Date | null;
  /** Nothing of the wave is deleted while it is there. */
  legalHold?: LegalHold | null;
  /** Whether deleted bytes of the wave have been erased from the store's files; null where nothing was deleted yet. */
  erasure: WaveErasure | null;
  /** Ballots received and opened, written while counting. */
  count: { received: number; counted: number; unitsDone: string[] };
  /** Rows without any answer (imports only). */
  empty: number;
  warnings: string[];
}

const date = { type: Date, default: null };
const text = { type: String, default: '' };

const schema = new Schema<Wave>(
  {
    _id: { type: String, required: true },
    title: { type: String, required: true },
    state: { type: String, enum: waveStates, default: 'draft', index: true },
    imported: { type: Boolean, default: false },
    pilot: { type: Boolean, default: false },
    instrumentIds: [String],
    instruments: { type: [Schema.Types.Mixed], default: [] } as never,
    offices: [officeSchema],
    units: [unitSchema],
    minimum: { type: Number, default: 5, min: 5 },
    minimumDetail: { type: Number, default: 10, min: 5 },
    headsAnswerAt: { type: String, enum: ['parent', 'own'], default: 'parent' },
    targetRate: { type: Number, default: 0.6 },
    opensAt: date,
    closesAt: date,
    graceHours: { type: Number, default: 48, min: 0 },
    firstPage: {
      ...{ sponsor: text, purpose: text, contact: text, afterLastTime: text },
      done: { type: [Schema.Types.Mixed], default: undefined } as never,
    },
    translations: { type: Schema.Types.Mixed, default: undefined } as never,
    words: { type: Schema.Types.Mixed, default: undefined } as never,
    messageLanguages: { type: [String], default: undefined } as never,
    languages: { type: [String], default: undefined } as never,
    promise: { type: Schema.Types.Mixed, default: null } as never,
    commentsJoin: { type: Boolean, default: undefined } as never,
    headline: { type: String, enum: ['weighted'], default: undefined } as never,
    audiences: { type: [String], default: ['managers'] } as never,
    releasedTo: { type: [String], default: [] } as never,
    localBlocks: { type: [Schema.Types.Mixed], default: undefined } as never,
    localOpen: { type: Boolean, default: undefined } as never,
    formsChecked: { type: String, default: undefined } as never,
    resultsWords: { type: String, default: null },
    previous: { type: String, default: null },
    sealingKey: { type: String, default: null },
    keysFingerprint: { type: String, default: null },
    recoveryCopies: { type: [Schema.Types.Mixed], default: [] } as never,
    recoveryDestroyed: { type: [Schema.Types.Mixed], default: [] } as never,
    previewReadAt: date,
    previewSeen: { type: Schema.Types.Mixed, default: null } as never,
    series: { type: Schema.Types.Mixed, default: undefined } as never,
    draft: { type: Schema.Types.Mixed, default: undefined } as never,
    backupTestedAt: date,
    job: { type: Schema.Types.Mixed, default: null } as never,
    codeRequests: { type: [Schema.Types.Mixed], default: [] } as never,
    headcountCorrections: { type: [Schema.Types.Mixed], default: [] } as never,
    daily: { type: Schema.Types.Mixed, default: null } as never,
    revision: { type: Number, default: 0 },
    launchedAt: date,
    closedAt: date,
    countedAt: date,
    releasedAt: date,
    withdrawnAt: date,
    purgedAt: date,
    purgeAnnouncedAt: date,
    legalHold: { type: Schema.Types.Mixed, default: null } as never,
    erasure: { type: Schema.Types.Mixed, default: null } as never,
    count: {
      received: { type: Number, default: 0 },
      counted: { type: Number, default: 0 },
      unitsDone: { type: [String], default: [] },
    },
    empty: { type: Number, default: 0 },
    warnings: [String],
  },
  { versionKey: false, collection: 'waves', minimize: false },
);

reportChanges(schema);

export const WaveModel = mongoose.model<Wave>('Wave', schema);

/** Whether its questionnaire is offered in a language. */
export function isAnsweredIn({ languages }: Pick<Wave, 'languages'>, language: Language): boolean {
  return languages?.includes(language) ?? true;
}

/** When answering ended, or will end: the actual day of closing comes before the planned one. */
export function endOf({ closedAt, closesAt }: Pick<Wave, 'closedAt' | 'closesAt'>): Date | null {
  return closedAt ?? closesAt;
}
