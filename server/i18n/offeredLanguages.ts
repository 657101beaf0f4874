/**
 * Which languages a reader is offered: those that lack no text of the interface. A page in another would be Persian under a foreign
 * name, for a screen reader as for a person; its address shows the page in Persian until somebody has translated the rest.
 */
import { defaultLanguage, type Language, languages } from './languages.ts';
import { localeFiles } from './translator.ts';

type Tree = { [key: string]: unknown };

function keysOf(tree: Tree, path = ''): string[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [`${path}${key}`] : keysOf(value as Tree, `${path}${key}.`),
  );
}

/** Of these files, by language, the languages that have every text of Persian. */
export function completeLanguages(files: Record<string, Tree>): Language[] {
  const needed = keysOf(files[defaultLanguage] ?? {});
  return languages.filter((language) => {
    const has = new Set(keysOf(files[language] ?? {}));
    return needed.every((key) => has.has(key));
  });
}

const computed = new WeakMap<object, Language[]>();

export function offeredLanguages(): Language[] {
  const files = localeFiles();
  const offered = computed.get(files) ?? completeLanguages(files);
  computed.set(files, offered);
  return offered;
}

/** The language that was asked for where it is offered, else null. */
export function offeredLanguage(value: unknown): Language | null {
  return offeredLanguages().find((language) => language === value) ?? null;
}
