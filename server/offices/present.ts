/** Offices as the templates show them. */
import { formatter } from '../i18n/format.ts';
import { instantOfDay } from '../i18n/isoDay.ts';
import type { Language } from '../i18n/languages.ts';
import { key } from '../i18n/text.ts';
import { translator } from '../i18n/translator.ts';
import type { StoredOffice } from './loadOffices.ts';
import { isValidOn, type Office } from './office.ts';
import { officeName } from './officeName.ts';
import type { OfficeTree } from './officeTree.ts';
import { officePath } from './paths.ts';

interface ListQuery {
  /** What to search for, in any spelling. */
  q: string;
  /** Also offices that no longer or not yet exist. */
  all: boolean;
  /** Today (ISO date). */
  day: string;
  language: Language;
}

/** The rows of the tree page: all offices, or those that a search finds with the offices above them. */
export function listOf(tree: OfficeTree<StoredOffice>, { q, all, day, language }: ListQuery) {
  const searchKey = key(q);
  const shown = new Set<string>();
  const existing = tree.inOrder().filter(({ office }) => all || isValidOn(office, day));
  for (const { office } of existing) {
    if (!office.searchKey.includes(searchKey)) continue;
    shown.add(office.code);
    for (const { code } of searchKey ? tree.ancestors(office.code) : []) shown.add(code);
  }
  const rows = existing
    .filter(({ office }) => shown.has(office.code))
    .map(({ office, depth }) => ({
      code: office.code,
      href: officePath(office.code),
      name: officeName(office, language),
      depth,
      statisticalCode: office.statisticalCode && formatter(language).digits(office.statisticalCode),
      headcount: office.headcount === null ? null : formatter(language).number(office.headcount),
      validity: validityOf(office, language),
      ended: !isValidOn(office, day),
    }));
  const staff = existing.reduce((sum, { office }) => sum + (office.headcount ?? 0), 0);
  return { rows, total: existing.length, staff };
}

/** «از … تا …», only one of the two, or empty for an office that always existed. */
function validityOf({ validFrom, validTo }: Pick<Office, 'validFrom' | 'validTo'>, language: Language) {
  const t = translator(language);
  const f = formatter(language);
  const dayText = (day: string | null) => day && f.dateNumeric(instantOfDay(day));
  const [from, to] = [dayText(validFrom), dayText(validTo)];
  if (from && to) return t('offices:validity.both', { from, to });
  if (from) return t('offices:validity.from', { from });
  return to ? t('offices:validity.to', { to }) : '';
}

/** Label and value of everything known about an office. */
export function factsOf(office: StoredOffice, tree: OfficeTree<StoredOffice>, language: Language) {
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
    { label: t('offices:field.level'), value: t(`offices:level.${office.level}`) },
    { label: t('offices:field.otherName'), value: other },
    { label: t('offices:field.parent'), value: parent ? officeName(parent, language) : office.parent },
    { label: t('offices:field.statisticalCode'), value: statisticalCode, code: true },
    { label: t('offices:field.validity'), value: validityOf(office, language) },
    { label: t('offices:field.replaces'), value: formatter(language).list(replaced) },
  ];
  return facts.filter(({ value }) => value);
}
