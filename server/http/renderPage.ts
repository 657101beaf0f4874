/**
 * `res.page(view, locals)`: renders views/<view>.ejs into views/layouts/<layout>.ejs. A template reads the locals that it names, and
 * those that all share; a part gets what `include` hands it, and nothing more of the page around it.
 */
import type { RequestHandler, Response } from 'express';
import { formatter } from '../i18n/format.ts';
import { directionOf, type Language } from '../i18n/languages.ts';
import { offeredLanguages } from '../i18n/offeredLanguages.ts';
import { groupsInOrder } from '../i18n/text.ts';
import { translator } from '../i18n/translator.ts';
import { asset } from './assets.ts';
import { attributes } from './attributes.ts';
import { markLanguages } from './markLanguages.ts';
import { sharedLocals, templateOf } from './templates.ts';
import type { FrameLocals, SharedLocals, View, ViewLocals } from './viewLocals.ts';

declare global {
  namespace Express {
    interface Response {
      page<V extends View>(view: V, locals: FrameLocals & ViewLocals[V]): Promise<void>;
    }
  }
}

/** Renders a view without a request (letters, mails, tests). */
export async function renderView<V extends View>(
  view: V,
  locals: ViewLocals[V] & Partial<SharedLocals>,
): Promise<string> {
  return markLanguages(await render(view, { ...locals }), locals.lang ?? 'fa');
}

/** Renders a template of plain text (the text part of a mail), where nothing can be marked. */
export function renderText<V extends View>(
  view: V,
  locals: ViewLocals[V] & Partial<SharedLocals>,
): Promise<string> {
  return render(view, { ...locals });
}

function render(view: string, locals: Record<string, unknown>): Promise<string> {
  const given: Record<string, unknown> = {
    ...locals,
    attributes,
    foreign: foreignTo((locals.lang ?? 'fa') as Language),
    ownLanguage: ownLanguageFor((locals.lang ?? 'fa') as Language),
    asWritten,
    offered: offeredLanguages().map((code) => ({ code, name: translator(code)('language:name') })),
  };
  const shared = Object.fromEntries(sharedLocals.map((name) => [name, given[name]]));
  const include = (part: string, more: Record<string, unknown> = {}): Promise<string> =>
    templateOf(part)({ ...shared, ...more, include });
  return include(view, given);
}

/** Attributes that tell in which language a text is, where that is not the reader's. */
function foreignTo(reader: Language) {
  return ({ language }: { language: Language }): string =>
    language === reader ? '' : attributes({ lang: language, dir: directionOf(language) });
}

/** A code, a number or a day in digits; in a sentence the words around it are to be translated. */
function asWritten(text: unknown): string {
  const written = String(text ?? '');
  return /\p{N}/u.test(written) && !/\p{L}/u.test(written) ? attributes({ translate: 'no' }) : '';
}

const persianLetters = /\p{Script=Arabic}/u;

/** A text of Persian letters on a page that is read from the left. */
function ownLanguageFor(reader: Language) {
  return (text: string): string =>
    directionOf(reader) === 'ltr' && persianLetters.test(text) ? foreignTo(reader)({ language: 'fa' }) : '';
}

export const pageRendering: RequestHandler = (req, res, next) => {
  res.page = async (view, locals) => {
    const all: Record<string, unknown> = {
      ...commonLocals(req.originalUrl, res),
      ...locals,
      contact: groupsInOrder(locals.contact || res.locals.contact || ''),
    };
    const body = await render(view, all);
    const html = await render(`layouts/${all.layout ?? 'page'}`, { ...all, body });
    res
      .status(locals.status ?? res.statusCode)
      .type('html')
      .send(markLanguages(html, all.lang as Language));
  };
  next();
};

function commonLocals(path: string, res: Response): Record<string, unknown> {
  const language = (res.locals.lang ?? 'fa') as Language;
  return {
    account: null,
    csrf: '',
    flash: [],
    errors: [],
    ...res.locals,
    lang: language,
    t: translator(language),
    f: formatter(language),
    asset,
    path,
  };
}
