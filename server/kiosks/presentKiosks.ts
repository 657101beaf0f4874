/** Kiosks as their page shows them: those that need attention first, then by office and name. */
import { formatter } from '../i18n/format.ts';
import type { Language } from '../i18n/languages.ts';
import { translator } from '../i18n/translator.ts';
import { loadOffices } from '../offices/loadOffices.ts';
import { officeName } from '../offices/officeName.ts';
import { KioskModel, type KioskState, stateOf } from './kiosk.ts';
import { PointModel } from './point.ts';

const order: KioskState[] = ['silent', 'waiting', 'active', 'revoked'];

export async function presentKiosks(language: Language, now: Date) {
  const f = formatter(language);
  const t = translator(language);
  const [tree, kiosks, points] = await Promise.all([
    loadOffices(language),
    KioskModel.find().lean(),
    PointModel.find().lean(),
  ]);
  const pointNames = new Map(points.map(({ _id, name }) => [_id, name]));
  const rows = kiosks.map((kiosk) => {
    const office = tree.get(kiosk.office);
    const state = stateOf(kiosk, now);
    return {
      id: kiosk._id,
      name: kiosk.name,
      office: office ? officeName(office, language) : kiosk.office,
      point: kiosk.point ? (pointNames.get(kiosk.point) ?? kiosk.point) : '',
      state,
      stateName: t(`kiosks:state.${state}`),
      seen:
        kiosk.seenAt && !kiosk.revoked ? t('kiosks:index.seenIn', { hour: f.dateTime(kiosk.seenAt) }) : '',
      revoked: kiosk.revoked,
    };
  });
  return rows.sort(
    (a, b) =>
      order.indexOf(a.state) - order.indexOf(b.state) ||
      f.compare(a.office, b.office) ||
      f.compare(a.name, b.name),
  );
}
