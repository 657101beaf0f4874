/** The page on which items of an instrument are chosen for a short form, and the draft that is made of them. */
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { auditContextOf } from '../../accounts/audit/auditContext.ts';
import { requireRole } from '../../accounts/guards.ts';
import type { AppContext } from '../../appContext.ts';
import { type FieldError, readForm } from '../../http/forms.ts';
import { NotFound } from '../../http/httpErrors.ts';
import { readerOf } from '../../http/readerOf.ts';
import { parseNumber } from '../../i18n/digits.ts';
import { findInstrument } from '../../instruments/catalogue.ts';
import type { Instrument } from '../../instruments/instrument.ts';
import { localise } from '../../instruments/localised.ts';
import { beginWith } from '../../workshop/draft/beginDraft.ts';
import { newInstrumentFields } from '../../workshop/draft/newInstrument.ts';
import { draftPath, instrumentPath } from '../../workshop/paths.ts';
import { releasedFigures } from '../bankFigures.ts';
import { checkedTexts } from './checkedTexts.ts';
import { choicesOf, shortFormContent, suggestedItems } from './shortForm.ts';

const name = z.string().max(64);
const posted = z.object({
  act: z.enum(['suggest', 'count', 'create']).catch('count'),
  item: z
    .union([z.array(name).max(1000), name.transform((one) => [one])])
    .optional()
    .transform((names) => new Set(names ?? [])),
  per: z
    .string()
    .catch('')
    .transform((typed) => Math.min(50, Math.max(1, Math.round(parseNumber(typed) ?? 2)))),
});
const createForm = z.object({
  ...newInstrumentFields,
});
type Body = Record<string, unknown>;

export function shortFormRoutes({ clock }: AppContext): Router {
  const router = Router();
  const administrator = requireRole('administrator');

  router.get('/instruments/:id/short-form', administrator, async (req, res) => {
    const long = await longForm(req);
    await show(res, long, { chosen: new Set(), per: 2, body: namesFor(long), errors: [] });
  });

  router.post('/instruments/:id/short-form', administrator, async (req, res) => {
    const long = await longForm(req);
    const body = (req.body ?? {}) as Body;
    const { act, item, per } = posted.parse(body);
    if (act === 'suggest') {
      const chosen = suggestedItems(long, await releasedFigures(), item, per);
      return show(res, long, { chosen, per, body, errors: [] });
    }
    if (act === 'count') return show(res, long, { chosen: item, per, body, errors: [] });
    const form = readForm(createForm, body);
    const none = long.dimensions.every(({ items }) => items.every(({ id }) => !item.has(id)));
    const errors: FieldError[] = [
      ...(form.ok ? [] : form.errors),
      ...(none ? [{ field: 'items', message: 'bank:errors.noItem' }] : []),
    ];
    if (!form.ok || errors.length > 0) return show(res, long, { chosen: item, per, body, errors });
    const { id, 'title.fa': fa, 'title.en': en } = form.value;
    const content = shortFormContent(long, item, { id, title: { fa, ...(en && { en }) } });
    const context = auditContextOf(req, clock);
    const said = await checkedTexts(content, long, context.actor);
    const did = { name: 'shortened', values: { id: long.id, version: long.version } };
    if (await beginWith(content, did, context, said)) return res.redirect(303, draftPath(id));
    const taken = { field: 'id', message: 'workshop:errors.idTaken', values: { id } };
    await show(res, long, { chosen: item, per, body, errors: [taken] });
  });
  return router;
}

/** The version asked for, or the newest. @throws NotFound, also for what is a short form itself */
async function longForm(req: Request): Promise<Instrument> {
  const found = await findInstrument(String(req.params.id));
  if (!found || found.shortFormOf) throw new NotFound('instruments:notFound');
  return found;
}

/** What a short form would be called, to be changed by whoever makes it. */
const namesFor = ({ id, title }: Instrument): Body => ({
  id: `${id}-brief`,
  'title.fa': `${title.fa} (فرم کوتاه)`,
  'title.en': title.en ? `${title.en} (short form)` : '',
});

interface Shown {
  chosen: ReadonlySet<string>;
  per: number;
  body: Body;
  errors: FieldError[];
}

async function show(res: Response, long: Instrument, { chosen, per, body, errors }: Shown): Promise<void> {
  const reader = readerOf(res);
  const { t, f, lang } = reader;
  const share = (value: number | null) => (value === null ? '' : f.percent(value));
  const choices = choicesOf(long, await releasedFigures(), chosen);
  const typed = (field: string) => (typeof body[field] === 'string' ? (body[field] as string) : '');
  await res.page('bank/shortForm', {
    title: t('bank:shortForm.title', { name: localise(long.title, lang).text }),
    layout: 'desk',
    status: errors.length > 0 ? 422 : 200,
    errors,
    path: instrumentPath(long.id, 'short-form'),
    long: { href: instrumentPath(long.id), title: localise(long.title, lang).text },
    per: f.number(per),
    count: choices.flatMap(({ items }) => items).filter(({ isChosen }) => isChosen).length,
    choices: choices.map(({ dimension, items, kept, wave }) => ({
      title: localise(dimension.title, lang),
      kept: share(kept),
      wave,
      items: items.map(({ item, isChosen, itemRest, alone }) => ({
        id: item.id,
        text: localise(item.text, lang),
        isChosen,
        facts: [
          ...(item.reverse ? [t('workshop:row.reverse')] : []),
          ...(itemRest === null ? [] : [t('bank:restIs', { rest: f.number(itemRest, { digits: 2 }) })]),
          ...(alone === null ? [] : [t('bank:shortForm.alone', { share: share(alone) })]),
        ],
      })),
    })),
    typed: { id: typed('id'), 'title.fa': typed('title.fa'), 'title.en': typed('title.en') },
  });
}
