/**
 * Every text that the pages of reports and comparisons can choose to say: the keys that their presenters name, in full or by a pattern,
 * without those that a template says whatever the numbers are. Read from the sources, so that a new sentence cannot be left out.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { localeFiles } from '../../server/i18n/translator.ts';
import { projectRoot } from '../../server/projectRoot.ts';

type Tree = { [key: string]: string | Tree };

/** Texts of `reports.json` by key; singular and plural are one. */
export function textsOf(language: 'fa' | 'en'): Map<string, string> {
  const { reports } = (localeFiles() as unknown as Record<string, Record<string, Tree>>)[language] ?? {};
  return new Map(flatten(reports ?? {}).map(([key, text]) => [key.replace(/_(one|other)$/, ''), text]));
}

function flatten(tree: Tree, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[path + key, value]] : flatten(value, `${path}${key}.`),
  );
}

function read(folder: string, ending: string): string {
  const path = join(projectRoot, folder);
  return readdirSync(path)
    .filter((file) => file.endsWith(ending))
    .map((file) => readFileSync(join(path, file), 'utf8'))
    .join('\n');
}

const named = (source: string) => [...source.matchAll(/'reports:([\w.]+)'/g)].map(([, key]) => key ?? '');

/** A template literal as a pattern: each part that is filled in stands for one word. */
function patterns(source: string): RegExp[] {
  const withinBackticks = [...source.matchAll(/`reports:([\w.]*\$\{[^`]*)`/g)].map(([, key]) => key ?? '');
  return withinBackticks.map((key) => {
    const parts = key.split(/\$\{(?:[^{}]|\{[^{}]*\})*\}/).map((part) => part.replaceAll('.', '\\.'));
    return new RegExp(`^${parts.join('\\w+')}$`);
  });
}

/** Keys without `reports:`, in the order of the texts. */
export function sentenceKeys(): string[] {
  const source = read('server/reportPages', '.ts');
  const full = new Set(named(source));
  const inPart = patterns(source);
  const always = new Set(named(read('views/reportPages', '.ejs')));
  return [...textsOf('fa').keys()].filter(
    (key) => full.has(key) || (!always.has(key) && inPart.some((pattern) => pattern.test(key))),
  );
}
