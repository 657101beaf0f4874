/**
 * i18next with the files in locales/: one namespace for each file, azb and en fall back to fa. They are loaded at once, synchronously; they
 * are files of the product, the same for every app of the process.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import i18next, { type TFunction } from 'i18next';
import { projectRoot } from '../projectRoot.ts';
import { formatter } from './format.ts';
import { defaultLanguage, type Language, languages } from './languages.ts';

export type Translate = TFunction;

function readLocales() {
  const folder = join(projectRoot, 'locales');
  return Object.fromEntries(
    languages.map((language) => {
      const files = readdirSync(join(folder, language)).filter((file) => file.endsWith('.json'));
      const namespaces = files.map((file) => [
        file.replace(/\.json$/, ''),
        JSON.parse(readFileSync(join(folder, language, file), 'utf8')),
      ]);
      return [language, Object.fromEntries(namespaces)];
    }),
  );
}

/** Numbers in a text get the digits of its language. */
const localNumbers = {
  type: 'formatter' as const,
  init: () => undefined,
  add: () => undefined,
  addCached: () => undefined,
  format: (value: unknown, _format: unknown, language?: string) =>
    typeof value === 'number' ? formatter((language ?? defaultLanguage) as Language).number(value) : value,
};

function loadLocales() {
  const instance = i18next.createInstance().use(localNumbers as never);
  const resources = readLocales();
  void instance.init({
    resources,
    fallbackLng: defaultLanguage,
    supportedLngs: [...languages],
    ns: Object.keys(resources[defaultLanguage] ?? {}),
    defaultNS: 'common',
    interpolation: { escapeValue: false, alwaysFormat: true },
    returnNull: false,
  });
  return { instance, resources };
}

let loaded = loadLocales();

/** Reads the files again, for the next that asks for a translator. `npm run dev` does so with each request. */
export function reloadLocales(): void {
  loaded = loadLocales();
  translators.clear();
}

/**
 * The translator of one language; `t('waves:launch.title', { count })`. Values are not escaped: templates escape. Texts without values
 * are looked up once, because a page of many rows asks for the same texts hundreds of times.
 */
export function translator(language: Language): Translate {
  const found = translators.get(language) ?? withCache(loaded.instance.getFixedT(language));
  translators.set(language, found);
  return found;
}

const translators = new Map<Language, Translate>();

function withCache(t: Translate): Translate {
  const cached = new Map<string, string>();
  const translate = (key: string, ...values: []): string => {
    if (values.length > 0) return t(key, ...values);
    const found = cached.get(key) ?? t(key);
    cached.set(key, found);
    return found;
  };
  return translate as Translate;
}

/** Every namespace of a language as it stands in the files, for the test that compares languages. */
export function localeFiles(): Record<string, Record<string, unknown>> {
  return loaded.resources;
}
