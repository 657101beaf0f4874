/** What an import of offices would change, as its preview shows it. */
import { formatter } from '../i18n/format.ts';
import type { Language } from '../i18n/languages.ts';
import { translator } from '../i18n/translator.ts';
import type { Levels } from './levels/level.ts';
import type { OfficeImportPlan, OfficeValue } from './planOfficeImport.ts';

export function presentPlan(
  { added, changed, unchanged }: OfficeImportPlan,
  levels: Levels,
  language: Language,
) {
  const t = translator(language);
  const f = formatter(language);
  const textOf = (value: OfficeValue) => {
    if (value === null || value === '') return t('offices:preview.none');
    if (Array.isArray(value)) return value.length ? value.join(' ') : t('offices:preview.none');
    return typeof value === 'number' ? f.number(value) : value;
  };
  return {
    added: added.map((office) => ({
      ...office,
      levelName: levels.name(office.level, language),
      headcount: office.headcount === undefined ? '' : f.number(office.headcount),
    })),
    changes: changed.map(({ code, field, from, to }) => ({
      code,
      field: t(`offices:field.${field}`),
      from: textOf(field === 'level' ? levels.name(String(from), language) : from),
      to: textOf(field === 'level' ? levels.name(String(to), language) : to),
    })),
    unchanged: unchanged.length,
  };
}
