/**
 * Templates as TypeScript: each becomes a module in which its code stands on the lines it has in the template, its locals have the types
 * of `ViewLocals`, and what it prints is checked. So the compiler finds a misspelt local or member, and a local that nobody reads.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { declaredLocals, sharedLocals, viewsFolder } from '../../server/http/templates.ts';
import { projectRoot } from '../../server/projectRoot.ts';

/** Texts of templates by their path under views/ without the ending. */
export type Templates = Record<string, string>;

export function allTemplates(): Templates {
  const files = readdirSync(viewsFolder, { recursive: true, encoding: 'utf8' });
  const templates = files.filter((file) => file.endsWith('.ejs'));
  return Object.fromEntries(
    templates.map((file) => [file.replace(/\.ejs$/, ''), readFileSync(join(viewsFolder, file), 'utf8')]),
  );
}

const tag = /<%([=#-]?)([\s\S]*?)[-_]?%>/g;
const lineBreaks = (text: string) => text.replace(/[^\n]/g, '');

/** @param view whose types hold */
function moduleOf(view: string, text: string): string {
  const declared = declaredLocals(text);
  const marked = declared.map(({ name, isOptional }) => `${name}: ${isOptional}`);
  const head = [
    "import type { ViewLocals } from '../../server/http/viewLocals.ts';",
    "import type { Fits } from './shared.ts';",
    `type Given = ViewLocals['${view}'];`,
    `export const fits: Fits<Given, { ${marked.join('; ')} }> = true;`,
    `export async function render({ ${declared.map(({ name }) => name).join(', ')} }: Given) {`,
  ];
  let [code, from] = ['', 0];
  for (const { 0: whole, 1: kind, 2: inside = '', index } of text.matchAll(tag)) {
    code += lineBreaks(text.slice(from, index));
    from = index + whole.length;
    if (kind === '#') code += lineBreaks(whole);
    else if (kind === '=') code += `;$print(${inside});`;
    else if (kind === '-') code += `;$html(${inside});`;
    else code += inside;
  }
  return `${head.join(' ')} ${code}\n}\n`;
}

/** What all templates see, as globals of those modules, and that there is no type without a template. */
function sharedModule(views: readonly string[]): string {
  return `
import type { PartLocals, SharedLocals, View, ViewLocals } from '../../server/http/viewLocals.ts';
type Optional<T> = { [K in keyof T]-?: {} extends Pick<T, K> ? true : false };
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
/** The first tag names the locals of the type, and marks the same as optional. */
export type Fits<T, Declared> = Same<Optional<T>, Declared> extends true ? true : ['its first tag should be', Optional<T>];
type Include = <V extends View>(
  view: V,
  ...locals: {} extends ViewLocals[V] ? [PartLocals<V>?] : [PartLocals<V>]
) => Promise<string>;
declare global {
${sharedLocals.map((name) => `  const ${name}: SharedLocals['${name}'];`).join('\n')}
  const include: Include;
  const escapeFn: (text: string | number) => string;
  const $print: (text: string | number | null | undefined) => void;
  const $html: (text: string | null | undefined) => void;
}
export const everyTypeHasATemplate: Same<View, ${views.map((view) => `'${view}'`).join(' | ')}> = true;
export const everySharedLocalHasAType: Same<keyof SharedLocals, ${sharedLocals.map((name) => `'${name}'`).join(' | ')}> = true;
`;
}

const config = {
  extends: '../../tsconfig.json',
  compilerOptions: { noUnusedLocals: true, noUnusedParameters: true, noUncheckedIndexedAccess: false },
  include: ['*.ts', '../../server/**/views.ts'],
};

/**
 * What the compiler says of the templates, as `reportPages/show.ejs:12 …`.
 * @param more further modules by name, compiled as the view that is named with them
 */
export function faultsOf(templates: Templates, more: Record<string, [view: string, text: string]>): string[] {
  const folder = join(projectRoot, 'dist/templates');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  for (const [view, text] of Object.entries(templates))
    write(`${view.replaceAll('/', '.')}.ts`, moduleOf(view, text));
  for (const [name, [view, text]] of Object.entries(more)) write(`${name}.ts`, moduleOf(view, text));
  write('shared.ts', sharedModule(Object.keys(templates)));
  write('tsconfig.json', JSON.stringify(config));
  const place = /^dist\/templates\/([\w.]+)\.ts\((\d+),\d+\): error TS(\d+): (.*)/;
  return compile(join(folder, 'tsconfig.json')).flatMap((line) => {
    const [, module = '', row, code = '', message] = place.exec(line) ?? [];
    // A template has no place for the types of its small functions' parameters, so those are loose (7005 to 7053).
    return module && !/^70\d\d$/.test(code)
      ? [`${module.replaceAll('.', '/')}.ejs:${row} TS${code} ${message}`]
      : [];
  });
}

function compile(project: string): string[] {
  const compiler = join(projectRoot, 'node_modules/typescript/bin/tsc');
  try {
    execFileSync(process.execPath, [compiler, '--noEmit', '-p', project], {
      cwd: projectRoot,
      encoding: 'utf8',
    });
    return [];
  } catch (error) {
    return String((error as { stdout?: string }).stdout).split('\n');
  }
}
