/** The three pages for entering a paper, and the fields that their forms post. */
import type { Request, Response } from 'express';
import { accountOf } from '../accounts/guards.ts';
import type { FieldError } from '../http/forms.ts';
import { readerOf } from '../http/readerOf.ts';
import type { Paper } from './enterPaper.ts';
import { markFields, type PaperForm, type Typed, textFields } from './paperFields.ts';
import { presentDifferences, presentEntryForm, presentWaves } from './present.ts';
import { isBy } from './sealedEntry.ts';

/** The texts of a posted form; values that are repeated or nested are left out. */
export function fieldsOf(req: Request): Typed {
  const sent = Object.entries((req.body ?? {}) as Record<string, unknown>);
  return Object.fromEntries(sent.filter((pair): pair is [string, string] => typeof pair[1] === 'string'));
}

/** The paper's questions in the reader's language, with what the form posted for them. */
export function formOf({ answering, unit }: Paper, res: Response, fields: Typed): PaperForm {
  const { lang } = readerOf(res);
  const marks = markFields(answering, unit, lang);
  const texts = textFields(answering, lang);
  const typed = [...marks, ...texts].map(({ field }) => [field, fields[field] ?? '']);
  return { marks, texts, typed: Object.fromEntries(typed) };
}

/** @param problem key of what is wrong with the code, or empty */
export async function showStart(res: Response, now: Date, code: string, problem: string): Promise<void> {
  const { lang, t } = readerOf(res);
  await res.page('paper/index', {
    title: t('paper:title'),
    layout: 'desk',
    script: 'paperEntry.js',
    status: problem ? 422 : 200,
    code,
    errors: problem ? [{ field: 'code', message: problem }] : [],
    waves: await presentWaves(now, lang),
  });
}

interface EntryPage {
  paper: Paper;
  form: PaperForm;
  errors: FieldError[];
}

/** The entry form. It tells a clerk who also made the first entry so. */
export async function showEntry(req: Request, res: Response, { paper, form, errors }: EntryPage) {
  const { lang, t } = readerOf(res);
  const { first } = paper;
  await res.page('paper/entry', {
    title: t(first ? 'paper:sheet.second' : 'paper:sheet.first'),
    layout: 'desk',
    script: 'paperEntry.js',
    status: errors.length > 0 ? 422 : 200,
    alone: first !== null && isBy(first, accountOf(req)._id),
    errors,
    ...presentEntryForm(paper, form, lang),
  });
}

/** @param choices the clerk's choices so far */
export async function showDifferences(
  res: Response,
  { paper, form, choices, errors }: EntryPage & { choices: Typed },
) {
  const { lang, t } = readerOf(res);
  await res.page('paper/differences', {
    title: t('paper:differences.title'),
    layout: 'desk',
    script: 'paperEntry.js',
    status: errors.length > 0 ? 422 : 200,
    errors,
    choices,
    ...presentDifferences(paper, form, lang),
  });
}
