/** Offices as the templates show them. */
import { formatter } from '../i18n/format.ts';
import { instantOfDay } from '../i18n/isoDay.ts';
import type { Language } from '../i18n/languages.ts';
import { translator } from '../i18n/translator.ts';
import type { Levels } from './levels/level.ts';
import type { StoredOffice } from './loadOffices.ts';
import type { Office } from './office.ts';
import { officeName } from './officeName.ts';
import type { OfficeTree } from './officeTree.ts';

/** «از … تا …», only one of the two, or empty for an office that always existed. */
export function validityOf(
  { validFrom, validTo }: Pick<Office, 'validFrom' | 'validTo'>,
  language: Language,
) {
  if (!validFrom && !validTo) return '';
  const t = translator(language);
  const f = formatter(language);
  const dayText = (day: string | null) => day && f.dateNumeric(instantOfDay(day));
  const [from, to] = [dayText(validFrom), dayText(validTo)];
  if (from && to) return t('offices:validity.both', { from, to });
  if (from) return t('offices:validity.from', { from });
  return to ? t('offices:validity.to', { to }) : '';
}

/** Label and value of everything known about an office. */
export function factsOf(
  office: StoredOffice,
  { tree, levels }: { tree: OfficeTree<StoredOffice>; levels: Levels },
  language: Language,
) {
  const t = translator(language);
  const parent = office.parent === null ? undefined : tree.get(office.parent);
  const other = language === 'en' ? office.nameFa : office.nameEn;
  const replaced = office.replaces.map((code) => {
    const known = tree.get(code);
    return known ? officeName(known, language) : code;
  });
  const statisticalCode = office.statisticalCode && formatter(language).digits(office.statisticalCode);
  const facts = [
    { label: t('offices:field.code'), value: office.code, code: true },
    { label: t('offices:field.level'), value: levels.name(office.level, language) },
    { label: t('offices:field.otherName'), value: other },
    { label: t('offices:field.parent'), value: parent ? officeName(parent, language) : office.parent },
    { label: t('offices:field.statisticalCode'), value: statisticalCode, code: true },
    { label: t('offices:field.validity'), value: validityOf(office, language) },
    { label: t('offices:field.place'), value: placeOf(office, language) },
    { label: t('offices:field.replaces'), value: formatter(language).list(replaced) },
  ];
  return facts.filter(({ value }) => value);
}

function placeOf(
  { latitude, longitude }: Pick<Office, 'latitude' | 'longitude'>,
  language: Language,
): string {
  if (latitude == null || longitude == null) return '';
  const degrees = (value: number) => formatter(language).number(value, { digits: 2 });
  return translator(language)('offices:place', {
    latitude: degrees(latitude),
    longitude: degrees(longitude),
  });
}
