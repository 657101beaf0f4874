/** The audit trail for auditors and administrators: newest first, filtered, as a table to take away, and whether its chain is unbroken. */
import { Router } from 'express';
import { z } from 'zod';
import type { AppContext } from '../../appContext.ts';
import { downloadPlace } from '../../http/downloadPlaces.ts';
import { readerOf } from '../../http/readerOf.ts';
import { sendCsv } from '../../tables/sendTable.ts';
import { accountOf, requireRole } from '../guards.ts';
import { requireProof } from '../secondFactor/requireProof.ts';
import { audit } from './audit.ts';
import { AuditModel } from './auditEntry.ts';
import { auditFilter, auditQuery } from './auditFilter.ts';
import { loadNames, type OwnedNames } from './auditNames.ts';
import { auditTable } from './auditTable.ts';
import { continueVerification, verifyWhole } from './continueVerification.ts';
import { actionName, actorName, presentEntry } from './presentAudit.ts';

const perPage = 50;
const wholeQuery = z.object({ whole: z.literal('1').optional().catch(undefined) });

export function auditRoutes(
  context: Pick<AppContext, 'clock' | 'config' | 'sessionSecret'>,
  owned: OwnedNames,
): Router {
  const { clock } = context;
  const router = Router();
  const readers = requireRole('auditor', 'administrator');

  router.get('/audit', readers, async (req, res) => {
    const reader = readerOf(res);
    const { t } = reader;
    const asked = auditQuery.parse(req.query);
    const { filter, errors } = auditFilter(asked);
    const [entries, total, actions, actors] = await Promise.all([
      AuditModel.find(filter)
        .sort({ _id: -1 })
        .skip((asked.page - 1) * perPage)
        .limit(perPage)
        .lean(),
      AuditModel.countDocuments(filter),
      AuditModel.aggregate<{ _id: string }>([{ $group: { _id: '$action' } }]),
      AuditModel.aggregate<{ _id: string }>([{ $group: { _id: '$actor' } }]),
    ]);
    const chain = await (wholeQuery.parse(req.query).whole ? verifyWhole() : continueVerification(entries));
    const names = await loadNames(entries, owned, reader.lang);
    const optionsOf = (all: string, ids: readonly { _id: string }[], nameOf: (id: string) => string) => [
      { value: '', label: all },
      ...ids
        .map(({ _id }) => ({ value: _id, label: nameOf(_id) }))
        .sort((a, b) => reader.f.compare(a.label, b.label)),
    ];
    await res.page('accounts/audit/index', {
      title: t('audit:title'),
      status: errors.length > 0 ? 422 : 200,
      errors,
      rows: entries.map((entry) => presentEntry(entry, names, reader)),
      asked,
      actionOptions: optionsOf(t('audit:all'), actions, (action) => actionName(action, reader)),
      actorOptions: optionsOf(t('audit:allActors'), actors, (actor) => actorName(actor, names, reader)),
      chain,
      page: asked.page,
      pages: Math.max(1, Math.ceil(total / perPage)),
    });
  });

  router.get('/audit/trail.csv', readers, requireProof(context), downloadPlace, async (req, res) => {
    const { filter } = auditFilter(auditQuery.parse(req.query));
    await audit({ at: clock.now(), actor: accountOf(req)._id, action: 'audit.download' });
    await sendCsv(res, 'audit-trail.csv', auditTable(filter));
  });
  return router;
}
