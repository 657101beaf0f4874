/** The page where an administrator subscribes to the daily digest by e-mail, or unsubscribes. */
import { Router } from 'express';
import { accountOf, requireRole } from '../../accounts/guards.ts';
import type { AppContext } from '../../appContext.ts';
import { flash } from '../../http/flash.ts';
import { readerOf } from '../../http/readerOf.ts';
import { readMailAddress } from '../../tables/reading/readMailAddress.ts';
import { bodyOf } from '../../waves/request.ts';
import { digestPath } from '../paths.ts';
import { DigestSubscriptionModel, subscribe } from './digestSubscription.ts';

export function digestRoutes({ config }: AppContext): Router {
  const router = Router();
  const administrator = requireRole('administrator');
  const locals = { layout: 'desk' as const, canSend: Boolean(config.mail) };

  router.get('/digest', administrator, async (req, res) => {
    const subscription = await DigestSubscriptionModel.findById(accountOf(req)._id).lean();
    const title = readerOf(res).t('digest:title');
    await res.page('campaigns/digest/digest', {
      ...locals,
      title,
      address: subscription?.address ?? '',
      errors: [],
    });
  });

  router.post('/digest', administrator, async (req, res) => {
    const typed = String(bodyOf(req).address ?? '').trim();
    const address = typed ? readMailAddress(typed) : '';
    if (address === null) {
      const errors = [{ field: 'address', message: 'delivery:malformed.email' }];
      const title = readerOf(res).t('digest:title');
      return res.page('campaigns/digest/digest', { ...locals, title, status: 422, address: typed, errors });
    }
    await subscribe(accountOf(req)._id, address);
    flash(req, address ? 'digest:on' : 'digest:off', { address });
    res.redirect(303, digestPath);
  });
  return router;
}
