/**
 * `res.page(view, locals)`: renders views/<view>.ejs into views/layouts/<layout>.ejs. Every template gets
 * `t` (translator), `f` (formatter), `lang`, `dir`, `prefix`, `asset`, `account`, `csrf`, `flash`, `errors` and `path`.
 */
import { join } from 'node:path';
import ejs from 'ejs';
import type { RequestHandler, Response } from 'express';
import { formatter } from '../i18n/format.ts';
import type { Language } from '../i18n/languages.ts';
import { translator } from '../i18n/translator.ts';
import { projectRoot } from '../projectRoot.ts';
import { asset } from './assets.ts';

export interface PageLocals {
  /** Text of <title>; the product's name is added. */
  title: string;
  /** Which frame and style sheet: `desk` for everything under /desk, elsewhere `page` unless `answer` is asked for. */
  layout?: 'page' | 'answer' | 'desk';
  status?: number;
  [name: string]: unknown;
}

declare global {
  namespace Express {
    interface Response {
      page(view: string, locals: PageLocals): Promise<void>;
    }
  }
}

const viewsFolder = join(projectRoot, 'views');
const options = { async: true as const, cache: true, views: [viewsFolder], root: viewsFolder };

/** Renders a view without a request (letters, mails, tests). */
export function renderView(view: string, locals: Record<string, unknown>): Promise<string> {
  return ejs.renderFile(join(viewsFolder, `${view}.ejs`), locals, options);
}

export const pageRendering: RequestHandler = (req, res, next) => {
  res.page = async (view, locals) => {
    const all: Record<string, unknown> = { ...commonLocals(req.originalUrl, res), ...locals };
    const body = await renderView(view, all);
    const html = await renderView(`layouts/${all.layout ?? 'page'}`, { ...all, body });
    res
      .status(locals.status ?? res.statusCode)
      .type('html')
      .send(html);
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
