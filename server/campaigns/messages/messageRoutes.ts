/** The messages as they arrive: the mail in its own frame, the SMS with its parts, and a test to oneself. */
import { type Request, Router } from 'express';
import { accountOf, requireRole } from '../../accounts/guards.ts';
import type { AppContext } from '../../appContext.ts';
import { flash } from '../../http/flash.ts';
import { readerOf } from '../../http/readerOf.ts';
import { newCode } from '../../participation/code.ts';
import { mailComposer } from '../../participation/delivery/composeMail.ts';
import { composeSms } from '../../participation/delivery/composeSms.ts';
import { wavePath } from '../../waves/paths.ts';
import { bodyOf } from '../../waves/request.ts';
import { showWavePage } from '../../waves/showWavePage.ts';
import type { Wave } from '../../waves/wave.ts';
import { type MessageKind, messageKindOf, messageKinds } from '../../waves/words/messageKinds.ts';
import { languagesOf } from '../../waves/words/messageLanguages.ts';
import { smsParts } from '../../waves/words/smsParts.ts';
import { sampleOwn, sendTest } from './sendTest.ts';
import { wordsWave } from './wordsRoutes.ts';

/** A mail may style its elements and nothing else; only our own page may frame it. */
const framedPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox";

const kindOf = (req: Request): MessageKind => messageKindOf(req.query.purpose);

export function messageRoutes({ config }: AppContext): Router {
  const router = Router();
  const administrator = requireRole('administrator');
  const baseUrl = config.baseUrl ?? '';
  const sample = async (req: Request, wave: Wave, kind: MessageKind) => {
    const own = sampleOwn(kind, { wave, name: accountOf(req).displayName, baseUrl });
    const mail = await mailComposer(wave, kind, baseUrl, { ...own, isPreview: true });
    const code = newCode();
    return { mail: mail(code), sms: composeSms(wave, kind, baseUrl, { code, ...own, isPreview: true }) };
  };

  router.get('/waves/:id/message', administrator, async (req, res) => {
    const wave = await wordsWave(req);
    const kind = kindOf(req);
    const { mail, sms } = await sample(req, wave, kind);
    const policy = String(res.getHeader('Content-Security-Policy') ?? '');
    res.setHeader('Content-Security-Policy', `${policy};frame-src 'self'`);
    await showWavePage(res, 'campaigns/messages/message', wave, {
      title: readerOf(res).t('delivery:message.title'),
      kinds: messageKinds,
      purpose: kind,
      mail,
      sms,
      language: languagesOf(wave)[0]!,
      parts: smsParts(sms),
      from: config.mail?.from ?? '',
      canSend: Boolean(config.mail || config.sms),
    });
  });

  router.get('/waves/:id/message/mail', administrator, async (req, res) => {
    const { mail } = await sample(req, await wordsWave(req), kindOf(req));
    res.setHeader('Content-Security-Policy', framedPolicy);
    res.type('html').send(mail.html);
  });

  router.post('/waves/:id/message/test', administrator, async (req, res) => {
    const wave = await wordsWave(req);
    const kind = messageKindOf(bodyOf(req).purpose);
    const { displayName: name } = accountOf(req);
    const { message, values } = await sendTest(
      { wave, kind, to: String(bodyOf(req).to ?? ''), name },
      config,
    );
    flash(req, `delivery:test.${message}`, values, message === 'sent' ? 'done' : 'warning');
    res.redirect(303, `${wavePath(wave._id, 'message')}?purpose=${kind}`);
  });
  return router;
}
