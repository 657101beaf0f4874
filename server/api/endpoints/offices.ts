/** The offices of the system, as administrators have them: their list, and the headcount of one. */
import { z } from 'zod';
import { HttpError, NotFound } from '../../http/httpErrors.ts';
import { loadLevels } from '../../offices/levels/loadLevels.ts';
import { loadOffices, type StoredOffice } from '../../offices/loadOffices.ts';
import { saveHeadcounts } from '../../offices/saveHeadcounts.ts';
import { endpoint } from '../endpoint.ts';
import { pageOf, pageQuery, pageSchema } from '../requests/pageOf.ts';
import { emptyParams, emptyQuery, id } from '../schemas/basics.ts';
import { newHeadcount, office, officeLevel } from '../schemas/wave.ts';

export const listOfficesEndpoint = endpoint({
  id: 'listOffices',
  method: 'get',
  path: '/offices',
  roles: ['administrator'],
  params: emptyParams,
  query: z.strictObject({ ...pageQuery, level: office.shape.level.optional(), parent: id.optional() }),
  answers: { 200: pageSchema(office) },
  problems: [],
  async handle({ query }) {
    const tree = await loadOffices();
    const offices = tree
      .inOrder()
      .map((one) => one.office)
      .filter(({ level }) => query.level === undefined || level === query.level)
      .filter(({ parent }) => query.parent === undefined || parent === query.parent)
      .sort((a, b) => (a.code < b.code ? -1 : 1));
    const { items, next } = pageOf(offices, query, ({ code }) => code);
    return { body: { items: items.map(officeJson), next } };
  },
});

/** What `level` of an office and of a wave's offices says. */
export const listLevelsEndpoint = endpoint({
  id: 'listLevels',
  method: 'get',
  path: '/offices/levels',
  roles: ['administrator', 'analyst', 'manager'],
  params: emptyParams,
  query: emptyQuery,
  answers: { 200: z.strictObject({ items: z.array(officeLevel) }) },
  problems: [],
  async handle() {
    const { all } = await loadLevels();
    return {
      body: {
        items: all.map(({ id: own, title, plural, isRetired }) => ({
          id: own,
          title,
          plural,
          retired: isRetired,
        })),
      },
    };
  },
});

/** Two programs, or a program and an administrator, do not overwrite each other unseen: each says what it takes the number to be. */
export const headcountEndpoint = endpoint({
  id: 'setHeadcount',
  method: 'put',
  path: '/offices/{office}/headcount',
  roles: ['administrator'],
  params: z.strictObject({ office: id }),
  query: emptyQuery,
  body: newHeadcount,
  answers: { 200: office },
  problems: [404, 409],
  async handle({ params, body, account, now }) {
    if (!(await loadOffices()).get(params.office)) throw new NotFound();
    const typed = {
      code: params.office,
      shown: body.was,
      text: body.headcount === null ? '' : String(body.headcount),
    };
    const { errors } = await saveHeadcounts([typed], { actor: account._id, now });
    const saved = (await loadOffices()).get(params.office);
    if (!saved) throw new NotFound();
    if (errors.length > 0)
      throw new HttpError(409, 'api:problem.headcount', { now: saved.headcount ?? 'null' });
    return { body: officeJson(saved) };
  },
});

function officeJson(one: StoredOffice) {
  const { code, nameFa, nameEn, level, parent, statisticalCode, validFrom, validTo, replaces, headcount } =
    one;
  return { code, nameFa, nameEn, level, parent, statisticalCode, validFrom, validTo, replaces, headcount };
}
