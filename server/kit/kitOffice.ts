/** One office for its documents: name, wave, response, its instruments, the units below and its plans, all in the reader's words. */
import { instantOfDay } from '../i18n/isoDay.ts';
import type { Reader } from '../i18n/reader.ts';
import type { Plan } from '../plans/plan.ts';
import { cellOf, partsOf } from './kitPart.ts';
import type { OfficeReading } from './officeReading.ts';

export type KitOffice = ReturnType<typeof kitOffice>;

export function kitOffice(reading: OfficeReading, reader: Reader) {
  const { page, plans, office, name } = reading;
  const { t } = reader;
  return {
    code: office,
    name,
    waveLine: page.waveLine,
    response: page.page.response,
    notice: noticeOf(reading, reader),
    parts: partsOf(reading, reader),
    unitsTitle: page.children?.title ?? '',
    units: unitsOf(reading),
    plans: plans.map((plan) => planRow(plan, reader)),
    footnote: [
      page.page.minimumNote,
      page.page.lowRate ? t('reports:summary.lowRate') : '',
      t('kit:footnote'),
    ]
      .filter(Boolean)
      .join(' '),
  };
}

/** Why the page says less than others, or whom it speaks of. */
function noticeOf({ group, page }: OfficeReading, { t }: Reader): string {
  if (group) return t('reports:suppressed.rolledUp', { group });
  if ('absent' in page.page) return page.page.absent;
  return page.page.members;
}

function unitsOf({ page }: OfficeReading) {
  return (page.children?.rows ?? []).map((row) => {
    const none = { name: row.name, mean: '', band: '', province: null, hidden: '' };
    if ('rolledUp' in row) return { ...none, hidden: row.rolledUp?.name ?? '' };
    if ('hidden' in row) return { ...none, hidden: row.hidden?.word ?? '' };
    const { mean = '', band = '', province } = row;
    return { ...none, mean, band, province: province ? cellOf(province) : null };
  });
}

export function planRow({ action, owner, endsOn, state }: Plan, { t, f }: Reader) {
  return {
    action,
    owner,
    until: f.dateLong(instantOfDay(endsOn)),
    state: state === 'done' ? t('plans:state.done') : '',
  };
}
