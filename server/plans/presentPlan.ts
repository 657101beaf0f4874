/** One plan as its page shows it: what, who, until when, what was done, and what is late. */
import { instantOfDay } from '../i18n/isoDay.ts';
import type { Reader } from '../i18n/reader.ts';
import { localise } from '../instruments/localised.ts';
import type { StoredOffice } from '../offices/loadOffices.ts';
import { officeName } from '../offices/officeName.ts';
import type { OfficeTree } from '../offices/officeTree.ts';
import { dimensionTitle } from '../reportPages/dimensionTitle.ts';
import { nameInWave } from '../waves/nameInWave.ts';
import { resultsPath } from '../waves/paths.ts';
import { successorsOf } from './inheritPlan.ts';
import { isCheckInDue, mayBeMended, overdueOf } from './overdue.ts';
import type { CheckIn, Plan } from './plan.ts';
import type { NamingWave } from './planAccess.ts';
import { practicesFor } from './practices.ts';
import { quarterName, quarterOf } from './quarter.ts';

/** The title of a plan's dimension, as its wave asked it. */
export function planDimension(
  plan: Pick<Plan, 'instrument' | 'dimension'>,
  wave: NamingWave,
  reader: Reader,
) {
  const instrument = wave.instruments.find(({ id }) => id === plan.instrument);
  return instrument ? dimensionTitle(plan.dimension, instrument, reader) : plan.dimension;
}

/** The name of its office: of today for one that inherited it, otherwise as the wave had it. */
export function planOffice(
  plan: Pick<Plan, 'office'>,
  wave: NamingWave,
  tree: OfficeTree<StoredOffice>,
  reader: Reader,
) {
  const known = [...wave.offices, ...wave.units].some(({ code }) => code === plan.office);
  const stored = tree.get(plan.office);
  return !known && stored ? officeName(stored, reader.lang) : nameInWave(wave, plan.office, reader);
}

export interface ShownPlan {
  plan: Plan;
  wave: NamingWave;
  tree: OfficeTree<StoredOffice>;
  /** Today, an ISO day. */
  today: string;
  /** Scores are for those who read reports. */
  showsScore: boolean;
}

export function presentPlan({ plan, wave, tree, today, showsScore }: ShownPlan, reader: Reader) {
  const { t, f } = reader;
  const day = (iso: string) => f.dateLong(instantOfDay(iso));
  const practice = practicesFor(plan.instrument, plan.dimension)?.practices.find(
    ({ id }) => id === plan.practice,
  );
  const { known } = plan;
  const start = known?.mean ?? null;
  const facts = [
    { label: 'owner', value: plan.owner },
    { label: 'period', value: t('plans:period', { from: day(plan.startsOn), to: day(plan.endsOn) }) },
    { label: 'sign', value: plan.sign },
    {
      label: 'expected',
      value: t('plans:points', { points: f.signed(plan.expected) }),
    },
    {
      label: 'start',
      value: showsScore ? (start === null ? t('plans:show.noStart') : shownStart(plan, reader)) : '',
    },
    { label: 'training', value: trainingWords(plan.workshops, plan.hours, reader) },
    { label: 'held', value: heldWords(plan, reader) },
  ];
  return {
    id: plan._id,
    state: t(`plans:state.${plan.state}`),
    isOpen: plan.state === 'open',
    isDraft: plan.state === 'draft',
    reason: plan.reason,
    dimension: planDimension(plan, wave, reader),
    office: planOffice(plan, wave, tree, reader),
    waveTitle: wave.title,
    action: plan.action,
    practice: practice ? localise(practice.title, reader.lang).text : '',
    facts: facts
      .filter(({ value }) => value)
      .map(({ label, value }) => ({ label: t(`plans:field.${label}`), value })),
    steps: plan.steps.map(({ text, due, doneOn }, at) => ({
      at,
      text,
      due: day(due),
      done: doneOn === null ? '' : t('plans:show.stepDone', { day: day(doneOn) }),
      isLate: plan.state === 'open' && doneOn === null && due < today,
    })),
    checkIns: [...plan.checkIns]
      .sort((a, b) => (a.day < b.day ? 1 : -1))
      .map((one) => presentCheckIn(plan, one, today, reader)),
    overdue: overdueOf(plan, today).map((kind) => t(`plans:overdue.${kind}`)),
    checkInDue: isCheckInDue(plan, today)
      ? t('plans:show.checkInDue', { quarter: quarterName(quarterOf(today), reader) })
      : '',
    takesCheckIn: plan.state === 'open' && plan.startsOn <= today && today <= plan.endsOn,
    quarterOf: (asked?: string) => quarterName(asked || quarterOf(today), reader),
    frozen: plan.frozen ? t('plans:show.frozen', { day: day(plan.frozen.day) }) : '',
    isChangeable: !plan.frozen && (plan.state === 'draft' || plan.state === 'open'),
    words: plan.words && { ...plan.words, stateName: t(`plans:words.state.${plan.words.state}`) },
    mayBeTold: plan.openedOn !== null,
    staffPage: `${resultsPath(plan.wave)}/${plan.office}/actions`,
    inherited: plan.inheritedFrom.map((code) =>
      t('plans:show.inherited', { office: planOffice({ office: code }, wave, tree, reader) }),
    ),
    successors: successorsOf(plan, tree, today).map((office) => ({
      value: office.code,
      label: officeName(office, reader.lang),
    })),
  };
}

function presentCheckIn(plan: Plan, one: CheckIn, today: string, reader: Reader) {
  const { t, f } = reader;
  const name = quarterName(one.quarter, reader);
  const training = ({ workshops, hours }: Pick<CheckIn, 'workshops' | 'hours'>) =>
    workshops + hours > 0 ? trainingWords(workshops, hours, reader) : '';
  return {
    quarter: name,
    line: one.line,
    training: training(one),
    mend: mayBeMended(plan, one, today) ? one.quarter : '',
    mendOf: t('plans:show.mendOf', { quarter: name }),
    earlier: (one.earlier ?? []).map((before) => ({
      line: before.line,
      about: [training(before), t('plans:show.until', { day: f.dateLong(instantOfDay(before.until)) })]
        .filter(Boolean)
        .join(' · '),
    })),
  };
}

function shownStart({ known }: Plan, { t, f }: Reader): string {
  const mean = f.number(known?.mean ?? 0, { digits: known?.ci95 ? 1 : 0 });
  if (!known?.ci95) return mean;
  const [low, high] = known.ci95;
  return `${mean} (${t('reports:interval', { low: f.number(low, { digits: 1 }), high: f.number(high, { digits: 1 }) })})`;
}

export function trainingWords(workshops: number, hours: number, { t, f }: Reader): string {
  return t('plans:training', { workshops: f.number(workshops), hours: f.number(hours) });
}

function heldWords({ checkIns }: Plan, reader: Reader): string {
  const total = (field: 'workshops' | 'hours') => checkIns.reduce((all, one) => all + one[field], 0);
  return trainingWords(total('workshops'), total('hours'), reader);
}
