/** The audit trail for auditors and administrators: newest first, by action, with the verdict on its chain. */
import { Router } from 'express';
import { z } from 'zod';
import type { AppContext } from '../appContext.ts';
import { type Formatter, formatter } from '../i18n/format.ts';
import type { Language } from '../i18n/languages.ts';
import { type Translate, translator } from '../i18n/translator.ts';
import { AccountModel } from './account.ts';
import { verifyAudit } from './audit.ts';
import { type AuditEntry, AuditModel } from './auditEntry.ts';
import type { DeskFeature } from './deskRoutes.ts';
import { requireRole } from './guards.ts';
import type { NextSteps } from './nextSteps.ts';

const perPage = 50;
const query = z.object({
  action: z
    .string()
    .regex(/^[\w.]{0,60}$/)
    .catch(''),
  page: z.coerce.number().int().min(1).max(1_000_000).catch(1),
});

export function auditFeature(_context: AppContext): DeskFeature {
  const router = Router();
  router.get('/audit', requireRole('auditor', 'administrator'), async (req, res) => {
    const language: Language = res.locals.lang;
    const t = translator(language);
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
    await res.page('accounts/audit', {
      title: t('audit:title'),
      rows: await rowsOf(entries, t, language),
      chosen: action,
      actionOptions: [
        { value: '', label: t('audit:all') },
        ...actions
          .map(({ _id }) => _id)
          .sort()
          .map((value) => ({ value, label: actionName(value, t) })),
      ],
      chain,
      page,
      pages: Math.max(1, Math.ceil(total / perPage)),
    });
  });
  return { routes: router, nextSteps };
}

const nextSteps: NextSteps = async ({ role }) =>
  role === 'auditor' ? [{ message: 'audit:next', href: '/desk/audit' }] : [];

const actionName = (action: string, t: Translate) => t(`audit:action.${action}`, { defaultValue: action });

function factOf(name: string, value: string | number | boolean, t: Translate, f: Formatter): string {
  const shown =
    name === 'role' ? t(`accounts:role.${value}`) : typeof value === 'number' ? f.number(value) : value;
  return `${t(`audit:fact.${name}`, { defaultValue: name })}: ${shown}`;
}

async function rowsOf(entries: AuditEntry[], t: Translate, language: Language) {
  const f = formatter(language);
  const accounts = await AccountModel.find({}, { displayName: 1 }).lean();
  const names = new Map(accounts.map(({ _id, displayName }) => [_id, displayName]));
  return entries.map((entry) => ({
    position: f.number(entry._id),
    at: f.dateTime(entry.at),
    actor: names.get(entry.actor) ?? t(`audit:actor.${entry.actor}`, { defaultValue: entry.actor }),
    action: actionName(entry.action, t),
    subject: names.get(entry.subject.replace(/^account /, '')) ?? entry.subject,
    facts: Object.entries(entry.detail ?? {}).flatMap(([name, value]) =>
      value === null || value === '' ? [] : [factOf(name, value, t, f)],
    ),
  }));
}
