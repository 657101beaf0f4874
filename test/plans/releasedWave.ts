/** What plan tests start from: a released wave of the small province with its stored offices, and a form that is right. */
import { OfficeModel } from '../../server/offices/office.ts';
import { province, type Stored, storedWave, survey } from '../reportPages/storedWave.ts';

/** A plan from 4 Azar to 30 Ordibehesht. */
export function planFields(changes: Record<string, string> = {}): Record<string, string> {
  return {
    practice: '',
    action: 'معیارهای تشویق را می‌نویسیم و پیش از شروع دوره اعلام می‌کنیم.',
    owner: 'معاون فرماندار',
    sign: 'معیارها اعلام شده است.',
    expected: '۶',
    startsOn: '۱۴۰۵/۰۹/۰۴',
    endsOn: '۱۴۰۶/۰۲/۳۰',
    workshops: '۲',
    hours: '۴۰',
    step1: 'نوشتن معیارها',
    due1: '۱۴۰۵/۱۰/۳۰',
    ...changes,
  };
}

/** Everything of it can be shown; `c` and `d` are a reporting group. */
const { root, north, south, c, d } = province;
const shownProvince = { root, north, south, c, d } as typeof province;

/** The offices of the wave as the desk knows them, and one that took the place of `north`. */
export async function planProvince(asked: Stored = {}) {
  const offices = asked.offices ?? shownProvince;
  const stored = Object.entries(offices).map(([code, { parent, headcount }]) => ({
    _id: code,
    level: code === 'root' ? 'province' : parent === 'root' ? 'governorate' : 'district',
    nameFa: code,
    parent: parent ?? null,
    headcount,
  }));
  await OfficeModel.insertMany([
    ...stored,
    { _id: 'northern', level: 'governorate', nameFa: 'شمالی', parent: 'root', replaces: ['north'] },
  ]);
  const units: Record<string, string[]> = asked.offices ? {} : { 'south.joined': ['c', 'd'] };
  return storedWave({ instruments: [{ ...survey(), ideal: 90 }], units, ...asked, offices });
}
