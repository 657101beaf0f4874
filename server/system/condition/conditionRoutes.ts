/** The system's condition for administrators: a page, the same as JSON for a monitoring program, and who is told when a part turns red. */
import { type Request, type Response, Router } from 'express';
import { accountOf, requireRole } from '../../accounts/guards.ts';
import type { AppContext } from '../../appContext.ts';
import { flash } from '../../http/flash.ts';
import type { FieldError } from '../../http/forms.ts';
import { readerOf } from '../../http/readerOf.ts';
import { readerOfLanguage } from '../../i18n/reader.ts';
import { readMailAddress } from '../../tables/reading/readMailAddress.ts';
import { bodyOf } from '../../waves/request.ts';
import { presentBackups } from '../backups/presentBackups.ts';
import { systemPath } from '../paths.ts';
import { alertAddressOf, alertReaders, subscribeToAlerts } from './alertReaders.ts';
import { currentCondition } from './currentCondition.ts';
import { conditionJson, conditionTitle, countLevels, presentCheck } from './presentCondition.ts';

export function conditionRoutes(context: AppContext): Router {
  const { clock, config } = context;
  const router = Router();
  const administrator = requireRole('administrator');

  const show = async (req: Request, res: Response, errors: FieldError[] = [], typed?: string) => {
    const reader = readerOf(res);
    const { checks, stored } = await currentCondition(context);
    await res.page('system/condition', {
      title: reader.t('system:title'),
      status: errors.length > 0 ? 422 : 200,
      errors,
      heading: conditionTitle(checks, reader),
      checkedAt: clock.now(),
      counts: countLevels(checks),
      rows: checks.map((check) => presentCheck(check, reader)).sort(worstFirst),
      days: stored?.days ?? [],
      dayCounts: countLevels(stored?.days ?? []),
      readers: (await alertReaders(config.mail)).map(({ address }) => address),
      address: typed ?? (await alertAddressOf(accountOf(req)._id)),
      canSend: Boolean(config.mail),
      backups: await presentBackups(config.backup, reader),
    });
  };

  router.get('/system', administrator, async (req, res) => {
    await show(req, res);
  });

  router.get('/system/condition.json', administrator, async (_req, res) => {
    const { checks } = await currentCondition(context);
    res.json(conditionJson(checks, clock.now(), readerOfLanguage('en')));
  });

  router.post('/system/notice', administrator, async (req, res) => {
    const typed = String(bodyOf(req).address ?? '').trim();
    const address = typed ? readMailAddress(typed) : '';
    if (address === null)
      return show(req, res, [{ field: 'address', message: 'delivery:malformed.email' }], typed);
    await subscribeToAlerts(accountOf(req)._id, address);
    flash(req, address ? 'system:who.on' : 'system:who.off', { address });
    res.redirect(303, systemPath);
  });
  return router;
}

const order = { red: 0, amber: 1, green: 2 };
const worstFirst = (a: { level: keyof typeof order }, b: { level: keyof typeof order }) =>
  order[a.level] - order[b.level];
