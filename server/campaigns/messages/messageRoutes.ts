/** Previews of the messages before they are sent: the mail in its own frame, the SMS with its parts, and a test mail. */
import { type Request, Router } from 'express';
import { requireRole } from '../../accounts/guards.ts';
import type { AppContext } from '../../appContext.ts';
import { randomId } from '../../database/randomId.ts';
import { flash } from '../../http/flash.ts';
import { readerOf } from '../../http/readerOf.ts';
import { translator } from '../../i18n/translator.ts';
import { newCode } from '../../participation/code.ts';
import { mailComposer } from '../../participation/delivery/composeMail.ts';
import { composeSms, smsParts } from '../../participation/delivery/composeSms.ts';
import type { Purpose } from '../../participation/delivery/delivery.ts';
import { openSenders } from '../../participation/delivery/senders.ts';
import { readMailAddress } from '../../participation/peopleList/readMailAddress.ts';
import { answerLink, wavePath } from '../../waves/paths.ts';
import { bodyOf, waveOf } from '../../waves/request.ts';
import { showWavePage } from '../../waves/showWavePage.ts';
import type { Wave } from '../../waves/wave.ts';
import { instrumentsOf } from '../launch/launchWave.ts';

/** A mail may style its elements and nothing else; only our own page may frame it. */
const framedPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox";

const purposeOf = (req: Request): Purpose => (req.query.purpose === 'reminder' ? 'reminder' : 'invitation');

/** A draft only has the ids of its instruments; the messages need the instruments to say how long they take. */
async function messageWave(req: Request): Promise<Wave> {
  const wave = await waveOf(req);
  return { ...wave, instruments: await instrumentsOf(wave) };
}

export function messageRoutes({ config }: AppContext): Router {
  const router = Router();
  const administrator = requireRole('administrator');
  const baseUrl = config.baseUrl ?? '';

  router.get('/waves/:id/message', administrator, async (req, res) => {
    const wave = await messageWave(req);
    const purpose = purposeOf(req);
    const mail = (await mailComposer(wave, purpose, baseUrl))(newCode());
    const sms = composeSms(purpose, answerLink(baseUrl, wave._id, newCode()));
    const policy = String(res.getHeader('Content-Security-Policy') ?? '');
    res.setHeader('Content-Security-Policy', `${policy};frame-src 'self'`);
    await showWavePage(res, 'campaigns/messages/message', wave, {
      title: readerOf(res).t('delivery:message.title'),
      purpose,
      mail,
      sms,
      parts: smsParts(sms),
      from: config.mail?.from ?? '',
      canSend: Boolean(config.mail),
    });
  });

  router.get('/waves/:id/message/mail', administrator, async (req, res) => {
    const compose = await mailComposer(await messageWave(req), purposeOf(req), baseUrl);
    res.setHeader('Content-Security-Policy', framedPolicy);
    res.type('html').send(compose(newCode()).html);
  });

  router.post('/waves/:id/message/test', administrator, async (req, res) => {
    const wave = await messageWave(req);
    const purpose = bodyOf(req).purpose === 'reminder' ? 'reminder' : 'invitation';
    const to = readMailAddress(String(bodyOf(req).to ?? ''));
    const done = (message: string, values: object, kind: 'done' | 'warning') => {
      flash(req, `delivery:test.${message}`, { ...values }, kind);
      res.redirect(303, `${wavePath(wave._id, 'message')}?purpose=${purpose}`);
    };
    if (!to) return done('malformed', {}, 'warning');
    const senders = openSenders({ mail: config.mail, sms: undefined });
    try {
      if (!senders.email) return done('notConfigured', {}, 'warning');
      const mail = (await mailComposer(wave, purpose, baseUrl))(newCode());
      const t = translator('fa');
      const subject = t('messages:test.subject', { subject: mail.subject });
      const text = `${t('messages:test.note')}\n\n${mail.text}`;
      const outcome = await senders.email.send(to, { ...mail, subject, text }, { id: randomId(20) });
      if (outcome.kind === 'sent') return done('sent', { to }, 'done');
      done('failed', { problem: outcome.problem }, 'warning');
    } finally {
      senders.close();
    }
  });
  return router;
}
