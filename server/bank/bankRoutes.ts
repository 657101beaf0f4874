/** The bank of items: the list, the page of a dimension and of an item, saying where they come from, and taking them into a draft. */
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { audit } from '../accounts/audit/audit.ts';
import { auditContextOf } from '../accounts/audit/auditContext.ts';
import { accountOf, requireRole } from '../accounts/guards.ts';
import type { AppContext } from '../appContext.ts';
import { flash } from '../http/flash.ts';
import { type FieldError, readForm } from '../http/forms.ts';
import { NotFound } from '../http/httpErrors.ts';
import { readerOf } from '../http/readerOf.ts';
import { clean } from '../i18n/text.ts';
import { allInstruments, currentInstruments } from '../instruments/catalogue.ts';
import { localise } from '../instruments/localised.ts';
import { findDraft, getDraft } from '../workshop/draft/getDraft.ts';
import { partPath } from '../workshop/paths.ts';
import { bankOf, findDimension, findItem, itemIdentity, nameOfItem, searchBank } from './bankEntries.ts';
import { releasedFigures } from './bankFigures.ts';
import { BankNoteModel, noteId, sourceOf } from './bankSource.ts';
import { bankAddress, bankPath, entryPath } from './paths.ts';
import {
  presentChoices,
  presentDimensionFigures,
  presentGroups,
  presentItemFigures,
  presentUsers,
} from './presentBank.ts';
import { figuresOfDimension, figuresOfItem } from './sameFigures.ts';
import { shortFormRoutes } from './shortForm/shortFormRoutes.ts';
import { takeItems } from './takeItems.ts';

const rowsPerPage = 25;
const bankQuery = z.object({
  q: z.string().max(200).catch('').transform(clean),
  of: z.string().max(140).catch(''),
  into: z.string().max(64).catch(''),
  page: z.coerce.number().int().min(1).catch(1),
});
const name = z.string().max(220);
const takenForm = z.object({
  item: z
    .union([z.array(name).max(500), name.transform((one) => [one])])
    .optional()
    .transform((names) => names ?? []),
});
const sentence = z.string().catch('').transform(clean);
const noteForm = z.object({
  source: sentence.pipe(z.string().min(3, 'bank:errors.source').max(500, 'workshop:errors.tooLong')),
  licence: sentence.pipe(z.string().min(2, 'bank:errors.licence').max(200, 'workshop:errors.tooLong')),
});

export function bankRoutes(context: AppContext): Router {
  const { clock } = context;
  const router = Router();
  router.use(shortFormRoutes(context));
  const reader = requireRole('administrator', 'analyst');
  const administrator = requireRole('administrator');

  router.get('/bank', reader, (req, res) => showList(req, res));

  router.get('/bank/:instrument/:dimension', reader, (req, res) => showDimension(req, res, []));

  router.post('/bank/:instrument/:dimension', administrator, async (req, res) => {
    const { dimension, instrument } = await dimensionOf(req);
    const form = readForm(noteForm, req.body);
    if (!form.ok) return showDimension(req, res, form.errors);
    const { actor, now: at } = auditContextOf(req, clock);
    const _id = noteId(instrument.id, dimension.id);
    await BankNoteModel.replaceOne({ _id }, { _id, ...form.value, by: actor, at }, { upsert: true });
    const subject = { kind: 'instrument' as const, id: instrument.id };
    await audit({ at, actor, action: 'instrument.source', subject, detail: { dimension: dimension.id } });
    flash(req, 'bank:noted');
    res.redirect(303, entryPath(`${instrument.id}/${dimension.id}`));
  });

  router.get('/bank/:instrument/:dimension/:item', reader, (req, res) => showItem(req, res));

  router.post('/instruments/:draft/draft/taken', administrator, async (req, res) => {
    const id = String(req.params.draft);
    const { item: names } = takenForm.parse(req.body ?? {});
    const bank = bankOf(await currentInstruments());
    const wanted = names.flatMap((one) => findItem(bank, one) ?? []);
    await getDraft(id);
    if (wanted.length === 0) {
      flash(req, 'bank:nothingChosen', {}, 'warning');
      return res.redirect(303, bankAddress({ into: id }));
    }
    const told = await takeItems(id, wanted, auditContextOf(req, clock));
    if (told.taken.length > 0) flash(req, 'bank:taken', { count: told.taken.length });
    for (const kind of ['there', 'refused', 'otherScale'] as const)
      if (told[kind].length > 0) flash(req, `bank:${kind}`, { ids: told[kind].join('، ') }, 'warning');
    res.redirect(303, told.part ? partPath(id, told.part, told.taken[0]) : bankAddress({ into: id }));
  });
  return router;
}

async function showList(req: Request, res: Response): Promise<void> {
  const reader = readerOf(res);
  const { q: words, of, page, into } = bankQuery.parse(req.query);
  const bank = bankOf(await currentInstruments());
  const found = searchBank(bank, { words, of });
  const pages = Math.max(1, Math.ceil(found.length / rowsPerPage));
  const shown = Math.min(page, pages);
  const items = found.slice((shown - 1) * rowsPerPage, shown * rowsPerPage);
  const target = await targetOf(into, req, reader.lang);
  await res.page('bank/index', {
    title: reader.t('bank:title'),
    layout: 'desk',
    path: bankPath,
    words,
    of,
    choices: presentChoices(bank, reader),
    count: found.length,
    groups: presentGroups(items, await releasedFigures(), target?.id ?? '', reader),
    page: shown,
    pages,
    into: target,
    address: (number: number) => bankAddress({ words, of, into: target?.id ?? '', page: number }),
  });
}

/** The draft that items are to be taken into, where there is one and the reader may write. */
async function targetOf(into: string, req: Request, lang: ReturnType<typeof readerOf>['lang']) {
  const draft = into && accountOf(req).role === 'administrator' ? await findDraft(into) : null;
  return draft && { id: into, title: localise(draft.content.title, lang) };
}

/** @throws NotFound */
async function dimensionOf(req: Request) {
  const bank = bankOf(await currentInstruments());
  const found = findDimension(bank, String(req.params.instrument), String(req.params.dimension));
  if (!found) throw new NotFound('bank:notFound');
  return { ...found, bank };
}

async function showDimension(req: Request, res: Response, errors: FieldError[]): Promise<void> {
  const reader = readerOf(res);
  const { bank, dimension, instrument, users } = await dimensionOf(req);
  const waves = await releasedFigures();
  const own = new Set(dimension.items.map((item) => itemIdentity(item, instrument.scale.points)));
  const items = bank.items.filter(({ item, instrument: of }) => own.has(itemIdentity(item, of.scale.points)));
  const target = await targetOf(bankQuery.parse(req.query).into, req, reader.lang);
  const body = (req.body ?? {}) as Record<string, string>;
  const title = localise(dimension.title, reader.lang);
  const source = await sourceOf(instrument.id, dimension.id);
  await res.page('bank/dimension', {
    title: title.text,
    layout: 'desk',
    status: errors.length > 0 ? 422 : 200,
    errors,
    path: entryPath(`${instrument.id}/${dimension.id}`),
    name: title,
    id: dimension.id,
    about: dimension.about ? localise(dimension.about, reader.lang) : null,
    topic: dimension.topic ? localise(dimension.topic, reader.lang) : null,
    source: source && {
      source: localise(source.source, reader.lang),
      licence: localise(source.licence, reader.lang),
    },
    isShort: instrument.shortFormOf !== undefined,
    users: presentUsers(users, reader),
    waves: presentDimensionFigures(figuresOfDimension(waves, { dimension, users }), reader),
    rows: presentGroups(items, waves, target?.id ?? '', reader).flatMap(({ rows }) => rows),
    into: target,
    canWrite: accountOf(req).role === 'administrator',
    typed: {
      source: body.source ?? source?.source.fa ?? '',
      licence: body.licence ?? source?.licence.fa ?? '',
    },
  });
}

async function showItem(req: Request, res: Response): Promise<void> {
  const reader = readerOf(res);
  const { instrument, dimension, item } = req.params;
  const bank = bankOf(await currentInstruments());
  const found = findItem(bank, `${instrument}/${dimension}/${item}`);
  if (!found) throw new NotFound('bank:notFound');
  const { t, lang } = reader;
  const target = await targetOf(bankQuery.parse(req.query).into, req, lang);
  const source = await sourceOf(found.instrument.id, found.dimension.id);
  const title = localise(found.item.text, lang);
  const dimensionName = localise(found.dimension.title, lang);
  const users = new Set(found.users.map(({ id }) => id));
  const versions = (await allInstruments()).filter((one) => users.has(one.id));
  await res.page('bank/item', {
    title: title.text,
    layout: 'desk',
    path: entryPath(nameOfItem(found)),
    name: nameOfItem(found),
    id: found.item.id,
    isReverse: found.item.reverse,
    dimension: { href: entryPath(`${found.instrument.id}/${found.dimension.id}`), title: dimensionName },
    about: found.dimension.about ? localise(found.dimension.about, lang) : null,
    texts: Object.entries(found.item.text).map(([language, text]) => ({
      label: t(`instruments:language.${language}`),
      language: language as typeof lang,
      text: String(text),
    })),
    labels: found.instrument.scale.labels.map((label) => localise(label, lang).text),
    source: source && { source: localise(source.source, lang), licence: localise(source.licence, lang) },
    users: presentUsers(found.users, reader),
    otherWordings: versions.flatMap((one) =>
      one.dimensions
        .flatMap(({ items }) => items)
        .filter(({ id, text }) => id === found.item.id && text.fa !== found.item.text.fa)
        .map(({ text }) => ({
          text: localise(text, lang),
          title: localise(one.title, lang),
          version: one.version,
        })),
    ),
    waves: presentItemFigures(figuresOfItem(await releasedFigures(), found), reader),
    into: target,
  });
}
