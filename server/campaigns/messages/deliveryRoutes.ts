/** The state of messages: numbers by channel and office, addresses to check, holding messages back, and changes for one person. */
import { type Request, type Response, Router } from 'express';
import { auditContextOf } from '../../accounts/audit/auditContext.ts';
import { requireRole } from '../../accounts/guards.ts';
import { requireIndependent } from '../../accounts/requireIndependent.ts';
import type { AppContext } from '../../appContext.ts';
import { flash } from '../../http/flash.ts';
import type { FieldError } from '../../http/forms.ts';
import { readerOf } from '../../http/readerOf.ts';
import { addressCipher } from '../../participation/addressCipher.ts';
import {
  approveAddress,
  correctionAskedBy,
  findDelivery,
  markWrong,
  readAddress,
  refuseAddress,
  requestAddress,
  retryFailed,
  withdrawPerson,
} from '../../participation/delivery/changeDelivery.ts';
import { holdWave, resumeWave, retryChannelNow } from '../../participation/delivery/channel.ts';
import { type Delivery, messageChannels } from '../../participation/delivery/delivery.ts';
import { hasReminded } from '../../participation/reminder/queueReminder.ts';
import { auditWave } from '../../waves/auditWave.ts';
import { wavePath } from '../../waves/paths.ts';
import { bodyOf, waveOf } from '../../waves/request.ts';
import { showWavePage } from '../../waves/showWavePage.ts';
import type { Wave } from '../../waves/wave.ts';
import { presentDeliveries, progressOf } from './presentDeliveries.ts';

interface PageState {
  found?: Delivery | null;
  searched?: string;
  errors?: FieldError[];
}

export function deliveryRoutes(context: AppContext): Router {
  const router = Router();
  const { clock, config } = context;
  const administrator = requireRole('administrator');
  const show = async (res: Response, wave: Wave, { found, searched = '', errors = [] }: PageState = {}) => {
    const reader = readerOf(res);
    await showWavePage(res, 'campaigns/messages/deliveries', wave, {
      title: reader.t('delivery:title'),
      script: 'desk.js',
      path: wavePath(wave._id, 'deliveries'),
      ...(await presentDeliveries(wave, context, reader)),
      me: res.locals.account._id,
      found,
      searched,
      errors,
    });
  };
  const back = (req: Request, res: Response, message: string, values = {}) => {
    flash(req, `delivery:done.${message}`, values);
    res.redirect(303, wavePath(String(req.params.id), 'deliveries'));
  };

  router.get('/waves/:id/deliveries', administrator, async (req, res) => show(res, await waveOf(req)));

  for (const [page, change, action] of [
    ['hold', holdWave, 'sendingPaused'],
    ['resumption', resumeWave, 'sendingResumed'],
  ] as const) {
    router.post(`/waves/:id/deliveries/${page}`, administrator, async (req, res) => {
      const wave = await waveOf(req);
      await change(wave._id);
      await auditWave(auditContextOf(req, clock), `wave.${action}`, wave._id);
      back(req, res, page);
    });
  }

  router.post('/waves/:id/deliveries/retry', administrator, async (req, res) => {
    const wave = await waveOf(req);
    for (const channel of messageChannels) await retryChannelNow(channel);
    const count = await retryFailed(wave._id, clock.now());
    // Reminders among them would be counted, and with them people who have not answered.
    if (await hasReminded(wave._id)) back(req, res, 'retryAll');
    else back(req, res, 'retry', { count });
  });

  router.get('/waves/:id/deliveries/progress', administrator, async (req, res) => {
    res.json((await progressOf(await waveOf(req))) ?? { finished: true });
  });

  /** By POST, so that no address gets into a URL or a log. */
  router.post('/waves/:id/deliveries/search', administrator, async (req, res) => {
    const wave = await waveOf(req);
    const searched = String(bodyOf(req).searched ?? '').trim();
    const found = searched
      ? await findDelivery(wave._id, searched, addressCipher(config.keyDir, wave._id))
      : null;
    const errors = found ? [] : [{ field: 'searched', message: 'delivery:notFound' }];
    await show(res, wave, { found, searched, errors });
  });

  router.use(personRoutes(context, show, back));
  return router;
}

function personRoutes(
  { clock, config }: AppContext,
  show: (res: Response, wave: Wave, shown: PageState) => Promise<void>,
  back: (req: Request, res: Response, message: string) => void,
): Router {
  const router = Router();
  const administrator = requireRole('administrator');
  const idOf = (req: Request) => String(req.params.delivery);

  router.post('/waves/:id/deliveries/:delivery/address', administrator, async (req, res) => {
    const wave = await waveOf(req);
    const { channel, address: typed } = { channel: 'email', address: '', ...bodyOf(req) };
    const address = readAddress(channel === 'sms' ? 'sms' : 'email', String(typed));
    const wrong = {
      field: `address-${idOf(req)}`,
      message: `delivery:malformed.${channel === 'sms' ? 'sms' : 'email'}`,
    };
    if (address === null) return show(res, wave, { errors: [wrong] });
    const audited = auditContextOf(req, clock);
    await requestAddress(wave._id, idOf(req), {
      address,
      askedBy: audited.actor,
      cipher: addressCipher(config.keyDir, wave._id),
    });
    await auditWave(audited, 'wave.addressAsked', wave._id);
    back(req, res, 'addressAsked');
  });

  router.post('/waves/:id/deliveries/:delivery/address/approval', administrator, async (req, res) => {
    const wave = await waveOf(req);
    const audited = auditContextOf(req, clock);
    await requireIndependent(await correctionAskedBy(wave._id, idOf(req)), audited.actor, wave.launchedAt);
    await approveAddress(wave._id, idOf(req), {
      now: audited.now,
      cipher: addressCipher(config.keyDir, wave._id),
    });
    await auditWave(audited, 'wave.addressCorrected', wave._id);
    back(req, res, 'corrected');
  });

  router.post('/waves/:id/deliveries/:delivery/address/refusal', administrator, async (req, res) => {
    const wave = await waveOf(req);
    await refuseAddress(wave._id, idOf(req));
    await auditWave(auditContextOf(req, clock), 'wave.addressRefused', wave._id);
    back(req, res, 'addressRefused');
  });

  router.post('/waves/:id/deliveries/:delivery/wrong', administrator, async (req, res) => {
    const wave = await waveOf(req);
    await markWrong(wave._id, idOf(req));
    await auditWave(auditContextOf(req, clock), 'wave.addressWrong', wave._id);
    back(req, res, 'wrong');
  });

  router.post('/waves/:id/deliveries/:delivery/withdrawal', administrator, async (req, res) => {
    const wave = await waveOf(req);
    await withdrawPerson(wave._id, idOf(req));
    await auditWave(auditContextOf(req, clock), 'wave.personWithdrawn', wave._id);
    back(req, res, 'withdrawn');
  });
  return router;
}
