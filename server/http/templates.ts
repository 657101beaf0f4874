/**
 * Templates of views/, compiled once. The first tag of each names the locals it reads, `<%# locals: rows, total?; what it shows %>`, and
 * it can read no others but those that all share: a name that it leaves out is a ReferenceError.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ejs from 'ejs';
import { projectRoot } from '../projectRoot.ts';

export const viewsFolder = join(projectRoot, 'views');

export type Template = (locals: Record<string, unknown>) => Promise<string>;

/** What every template may read without naming it. */
export const sharedLocals = [
  't',
  'f',
  'lang',
  'dir',
  'prefix',
  'path',
  'asset',
  'account',
  'csrf',
  'errors',
  'attributes',
  'foreign',
  'ownLanguage',
  'asWritten',
  'offered',
] as const;

const templates = new Map<string, Template>();

/** @param view path under views/ without its ending */
export function templateOf(view: string): Template {
  const known = templates.get(view) ?? compile(view);
  templates.set(view, known);
  return known;
}

/** Reads the files again when they are next asked for. `npm run dev` does so with each request. */
export function reloadTemplates(): void {
  templates.clear();
}

function compile(view: string): Template {
  const filename = join(viewsFolder, `${view}.ejs`);
  const text = readFileSync(filename, 'utf8');
  const own = declaredLocals(text);
  const names = [...sharedLocals, ...own.map(({ name }) => name), 'include'];
  const destructuredLocals = [...new Set(names)];
  // With the lines of the template told in its errors; without them EJS would clash with its own parameter `include`.
  const options = { filename, async: true as const, strict: true, compileDebug: true, destructuredLocals };
  const render = ejs.compile(text, options);
  return (locals) => {
    for (const { name, isOptional } of own)
      if (!isOptional && !(name in locals))
        throw new Error(`views/${view} reads ${name}, and was not given it`);
    return render(locals);
  };
}

export interface DeclaredLocal {
  name: string;
  isOptional: boolean;
}

const firstTag = /^<%#\s*(?:locals:([\w\s,?]+)|no locals)(?:;[^%]*)?-?%>/;

/** What the first tag of a template names. @throws Error when it does not begin with such a tag */
export function declaredLocals(text: string): DeclaredLocal[] {
  const found = firstTag.exec(text);
  if (!found) throw new Error(`a template begins with what it reads, not with ${text.slice(0, 60)}`);
  const names = (found[1] ?? '').split(',').map((name) => name.trim());
  return names
    .filter(Boolean)
    .map((name) => ({ name: name.replace('?', ''), isOptional: name.endsWith('?') }));
}
