/** What the pages of the desk that runs waves are given. */
import type { spokenWords } from '../comments/themes/findThemes.ts';
import type { Given } from '../http/viewLocals.ts';
import type { Language } from '../i18n/languages.ts';
import type { Delivery } from '../participation/delivery/delivery.ts';
import type { MailMessage } from '../participation/delivery/outcome.ts';
import type { PeopleList } from '../participation/peopleList/peopleList.ts';
import type { Reminder } from '../participation/reminder/reminder.ts';
import type { Comment } from '../responses/comment.ts';
import type { Fact, TreeRow, treeBranches } from '../waves/present.ts';
import type { Wave } from '../waves/wave.ts';
import type { MessageKind } from '../waves/words/messageKinds.ts';
import type { WaveDigest } from './digest/digestOf.ts';
import type { DraftPart } from './draft/draftParts.ts';
import type { DraftStep } from './draft/draftSteps.ts';
import type { presentConsequences } from './draft/presentConsequences.ts';
import type { presentFields } from './draft/presentFields.ts';
import type { PresentedStep } from './draft/presentSteps.ts';
import type { presentWhole } from './draft/wholePreview.ts';
import type { presentCodes } from './invitations/presentCodes.ts';
import type { ChecklistItem } from './launch/launchChecklist.ts';
import type { presentDeliveries } from './messages/presentDeliveries.ts';
import type { presentWords } from './messages/presentWords.ts';
import type { presentList } from './peopleList/presentList.ts';
import type { Action, Notice } from './presentLive.ts';
import type { presentCurve } from './progress/presentCurve.ts';
import type { RateMap } from './progress/presentRateMap.ts';
import type { RateRow } from './progress/presentRates.ts';
import type { StepRow } from './progress/presentSteps.ts';
import type { PresentedRecovery } from './recovery/presentRecovery.ts';
import type { presentReleaseQuality } from './release/presentReleaseQuality.ts';
import type { presentReleaseReaders } from './release/presentReleaseReaders.ts';
import type { presentRetention } from './retention/presentRetention.ts';
import type { waveRow } from './waveRow.ts';

/** What every page of one wave has (`showWavePage`). */
interface OfWave {
  wave: Wave;
  /** Address of the wave's page. */
  base: string;
}

/** As typed; '' where nothing was. */
type Values = Record<string, unknown>;
type Row = Given<typeof waveRow>;
type Deliveries = Given<typeof presentDeliveries>;
type List = Given<typeof presentList>;
/** Names of accounts by id. */
type People = Record<string, string>;

type DraftFields = Given<typeof presentFields>;

interface Choice {
  value: string;
  label: string;
}

declare module '../http/viewLocals.ts' {
  interface ViewLocals {
    'campaigns/_formHead': OfWave & { heading: string };
    'campaigns/_overview': { waves: (Row & { bar: string })[] };
    'campaigns/_year': {
      rows: { title: string; href: string; state: string; rate: string; line: string }[];
      months: string[];
    };
    'campaigns/closing/closure': OfWave & { received: number };
    'campaigns/closing/extension': OfWave & { values: Values };
    'campaigns/closing/withdrawal': OfWave & { received: number; values: Values };
    'campaigns/count/count': OfWave & {
      received: string;
      ready: boolean;
      /** Papers that wait for their second entry. */
      waiting: number;
      readyAt: Date | null;
      keys: boolean;
      recovery: PresentedRecovery;
    };
    'campaigns/recovery/_copies': { base: string; recovery: PresentedRecovery };
    'campaigns/recovery/recovery': OfWave & {
      hasKeys: boolean;
      /** A first passphrase that waits for the second. */
      waiting: { isMine: boolean; name: string } | null;
      recovery: PresentedRecovery;
    };
    'campaigns/digest/digest': { address: string; canSend: boolean };
    'campaigns/digest/digestMail': { subject: string; digests: (WaveDigest & { href: string })[] };
    'campaigns/draft/draft': OfWave & {
      points: (ChecklistItem & { officeNames: string[] })[];
      facts: Fact[];
      /** How many points stand in the way, and how many are to be known of, those included. */
      forbidden: number;
      red: number;
      steps: PresentedStep[];
      saved: string;
    };
    'campaigns/draft/_fieldsOfWhat': Pick<DraftFields, 'values' | 'instruments'>;
    'campaigns/draft/_fieldsOfWho': Pick<
      DraftFields,
      'action' | 'values' | 'tree' | 'levels' | 'chosen' | 'otherWaves'
    >;
    'campaigns/draft/_fieldsOfWhen': Pick<DraftFields, 'values' | 'otherWaves' | 'asksForms'>;
    'campaigns/draft/_fieldsOfWords': Pick<DraftFields, 'values'>;
    'campaigns/draft/_fieldsOfRules': Pick<DraftFields, 'values'>;
    'campaigns/draft/_steps': { steps: PresentedStep[]; form: string };
    'campaigns/draft/form': DraftFields & { heading: string; cancel: string };
    'campaigns/draft/new': Pick<DraftFields, 'action' | 'values' | 'instruments'>;
    'campaigns/draft/step': OfWave & {
      step: DraftStep;
      /** What the button that leads on says. */
      next: string;
      began: Partial<Record<DraftPart, string>>;
      steps: PresentedStep[];
      saved: string;
      consequences: Given<typeof presentConsequences>;
      fields: DraftFields;
    };
    'campaigns/draft/letter': OfWave & { minutes: number };
    'campaigns/draft/preview': OfWave & { html: string; isLast: boolean };
    'campaigns/draft/whole': OfWave &
      Given<typeof presentWhole> & {
        title: string;
        strong: string;
        items: number;
        minutes: number;
        isPhone: boolean;
      };
    'campaigns/draft/_theirWords': {
      theirs: { text: string } | null;
      name: string;
      mine: { lang: string; dir: string };
    };
    'campaigns/draft/words': OfWave & Given<typeof presentWords> & { testTo: string };
    'campaigns/index': { rows: Row[]; canCreate: boolean };
    'campaigns/invitations/_codeRequest': { base: string; asked?: Values; choices: Choice[] };
    'campaigns/invitations/_corrections': {
      corrections: Wave['headcountCorrections'];
      base: string;
      people: People;
      me: string;
      nameOf(office: string): string;
    };
    'campaigns/invitations/codes': OfWave & Given<typeof presentCodes>;
    'campaigns/invitations/headcounts': OfWave & {
      tree: TreeRow[];
      people: People;
      me: string;
      values: Values;
    };
    'campaigns/invitations/invitations': OfWave & {
      officeRows: (TreeRow & { invited: number })[];
      total: { headcount: number | null; invited: number };
      left: number;
      people: People;
      me: string;
      values: Values & { request?: Values };
    };
    'campaigns/launch/progress': OfWave & { job: NonNullable<Wave['job']>; problem: string };
    'campaigns/messages/_addressTasks': { tasks: Deliveries['tasks']; me: string };
    'campaigns/messages/_bounces': Pick<Deliveries, 'bounces'>;
    'campaigns/messages/_deliveryNotices': Pick<
      Deliveries,
      'phase' | 'held' | 'missing' | 'down' | 'bounces' | 'channels'
    >;
    'campaigns/messages/_lostReminders': Pick<Deliveries, 'lostReminders'> & { base: string };
    'campaigns/messages/calendar': { weekend: readonly number[]; holidays: string };
    'campaigns/messages/deliveries': OfWave &
      Deliveries & { found?: Delivery | null; searched: string; me: string };
    'campaigns/messages/message': OfWave & {
      kinds: readonly MessageKind[];
      purpose: MessageKind;
      /** Of the first part. */
      language: Language;
      mail: MailMessage;
      sms: string;
      parts: number;
      from: string;
      canSend: boolean;
    };
    'campaigns/messages/reminders': OfWave & {
      planned: (Pick<Reminder, '_id' | 'at' | 'state'> & { atLeast: number | null })[];
      size: { atLeast: number; atMost: number } | null;
      canPlan: boolean;
      /** Days in words. */
      suggested: string[];
      values: Values;
    };
    'campaigns/peopleList/_finished': { base: string; list: PeopleList; slipCount: number };
    'campaigns/peopleList/_question': { base: string; list: PeopleList };
    'campaigns/peopleList/list': OfWave & { list: PeopleList; found: string[] } & Omit<List, 'slipOffices'>;
    'campaigns/peopleList/listProgress': { list: PeopleList };
    'campaigns/peopleList/lists': OfWave & { lists: PeopleList[] };
    'campaigns/progress/_curve': { curve: NonNullable<Given<typeof presentCurve>> };
    'campaigns/progress/_participation': { rows: RateRow[] };
    'campaigns/progress/_rateMap': { rateMap: RateMap; table: string };
    'campaigns/progress/participation': {
      wave: Wave;
      stateLine: string;
      rows: StepRow[];
      rateMap: RateMap | null;
      /** ISO date. */
      day: string;
    };
    'campaigns/release/comments': OfWave & {
      review: Comment['review'];
      tabs: { review: Comment['review']; count: number }[];
      comments: (Comment & { placeName: string; questionTitle: string })[];
      page: number;
      pages: number;
      tooFew: number;
      spoken: Given<typeof spokenWords>;
    };
    'campaigns/release/quality': OfWave & Given<typeof presentReleaseQuality>;
    'campaigns/release/release': OfWave & {
      unread: number;
      onlyEmpty: boolean;
      readers: Given<typeof presentReleaseReaders>;
      notice: { told: number; opened: number; failed: number; unopened: number; isReminded: boolean } | null;
      /** The address of the results page. */
      results: string;
    };
    'campaigns/retention/_hold': { id: string; hold: string; isHeld: boolean };
    'campaigns/retention/index': {
      rows: Given<typeof presentRetention>;
      values: Record<string, unknown>;
    };
    'campaigns/series/series': OfWave & {
      standing: string;
      leadDays: number;
      periods: readonly string[];
      values: Values;
    };
    'campaigns/show': OfWave & {
      stateLine: string;
      headline: string;
      rate: number | null;
      numbers: Fact[];
      rateMap: RateMap | null;
      rows: RateRow[];
      takenAt: string;
      curve: Given<typeof presentCurve> | null;
      openAll: string;
      allOpen: boolean;
      frozen: Fact[];
      branches: Given<typeof treeBranches>;
      officeCount: number;
      actions: Action[];
      notices: Notice[];
    };
  }
}
