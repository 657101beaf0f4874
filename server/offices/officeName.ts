/** The name of an office, or of a group of offices, as a reader of the language sees it; English falls back to Persian. */
import type { Language } from '../i18n/languages.ts';

export function officeName(office: { nameFa: string; nameEn: string }, language: Language): string {
  return language === 'en' && office.nameEn ? office.nameEn : office.nameFa;
}
