/** The languages of the product, read from locales/<code>/language.json. Directions have a table here, because ICU's are wrong for azb. */
export const languages = ['fa', 'en', 'azb'] as const;
export type Language = (typeof languages)[number];
export const defaultLanguage: Language = 'fa';

const directions: Record<Language, 'rtl' | 'ltr'> = { fa: 'rtl', en: 'ltr', azb: 'rtl' };

export function directionOf(language: Language): 'rtl' | 'ltr' {
  return directions[language];
}

export function isLanguage(value: unknown): value is Language {
  return languages.includes(value as Language);
}
