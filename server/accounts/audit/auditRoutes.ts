/** The audit trail for auditors and administrators: newest first, by action, and whether the chain of hashes is unbroken. */
import { Router } from 'express';
import { z } from 'zod';
import { readerOf } from '../../http/readerOf.ts';
import { requireRole } from '../guards.ts';
import { verifyAudit } from './audit.ts';
import { AuditModel } from './auditEntry.ts';
import { loadNames, type OwnedNames } from './auditNames.ts';
import { actionName, presentEntry } from './presentAudit.ts';

const perPage = 50;
const query = z.object({
  action: z
    .string()
    .regex(/^[\w.]{0,60}$/)
    .catch(''),
  page: z.coerce.number().int().min(1).max(1_000_000).catch(1),
});

export function auditRoutes(owned: OwnedNames): Router {
  const router = Router();
  router.get('/audit', requireRole('auditor', 'administrator'), async (req, res) => {
    const reader = readerOf(res);
    const { t } = reader;
    const { action, page } = query.parse(req.query);
    const filter = action ? { action } : {};
    const [entries, total, actions, chain] = await Promise.all([
      AuditModel.find(filter)
        .sort({ _id: -1 })
        .skip((page - 1) * perPage)
        .limit(perPage)
        .lean(),
      AuditModel.countDocuments(filter),
      AuditModel.aggregate<{ _id: string }>([{ $group: { _id: '$action' } }]),
      verifyAudit(),
    ]);
    const names = await loadNames(entries, owned, reader.lang);
    await res.page('accounts/audit/index', {
      title: t('audit:title'),
      rows: entries.map((entry) => presentEntry(entry, names, reader)),
      chosen: action,
      actionOptions: [
        { value: '', label: t('audit:all') },
        ...actions
          .map(({ _id }) => _id)
          .sort()
          .map((value) => ({ value, label: actionName(value, reader) })),
      ],
      chain,
      page,
      pages: Math.max(1, Math.ceil(total / perPage)),
    });
  });
  return router;
}
