/** The first page, the published keys, and the request that asks whether a code is valid. Signing is in signing.ts. */
import { Router } from 'express';
import type { AppContext } from '../appContext.ts';
import { parseBody } from '../http/forms.ts';
import { NotFound } from '../http/httpErrors.ts';
import { translator } from '../i18n/translator.ts';
import { getAnswerableWave, getCachedWave } from '../waves/cachedWave.ts';
import { publishedKeys } from '../waves/keys/makeWaveKeys.ts';
import { unitHeadcounts } from '../waves/launchHeadcounts.ts';
import { localQuestionsOf } from '../waves/localBlocks.ts';
import { nameInWave } from '../waves/nameInWave.ts';
import { codeLookUps } from './codeLookUps.ts';
import { codeBody } from './forms.ts';
import { getRight, getWaveOfCode } from './invitationRight.ts';
import { hasTooManyInvitations } from './listParticipation.ts';

/** The readers of the privacy page, in its order. */
const privacyReaders = [
  'colleague',
  'kiosk',
  'manager',
  'insider',
  'administrator',
  'couriers',
  'clerk',
  'database',
  'backups',
  'disk',
  'keys',
  'network',
  'operator',
  'reviewer',
  'suggestions',
  'plans',
  'log',
];

export function participationRoutes({ clock, failureLimits }: AppContext): Router {
  const { limitLookUp, limitStateLookUp } = codeLookUps(failureLimits);
  const router = Router();

  router.get('/', async (_req, res) => {
    const title = translator(res.locals.lang)('participation:home.title');
    await res.page('participation/home', {
      title,
      layout: 'answer',
      code: '',
      codeError: '',
      script: 'answerHome.js',
    });
  });

  router.get('/privacy', async (_req, res) => {
    const title = translator(res.locals.lang)('participation:privacy.title');
    await res.page('participation/privacy', { title, readers: privacyReaders });
  });

  router.post('/right', async (req, res) => {
    const { code } = parseBody(codeBody, req.body);
    res.set('Cache-Control', 'no-store').json({ wave: await limitLookUp(req, () => getWaveOfCode(code)) });
  });

  router.get('/w/:wave/keys', async (req, res) => {
    const wave = await getCachedWave(req.params.wave);
    if (!wave?.sealingKey) throw new NotFound('responses:noSuchWave');
    const verifyingKeys = Object.fromEntries(
      wave.units.flatMap(({ code, verifyingKey }) => (verifyingKey ? [[code, verifyingKey]] : [])),
    );
    res.type('json').send(publishedKeys({ wave: wave._id, sealingKey: wave.sealingKey, verifyingKeys }));
  });

  router.post('/w/:wave/right', async (req, res) => {
    const wave = await getAnswerableWave(req.params.wave, clock.now());
    const { code } = parseBody(codeBody, req.body);
    const right = await limitStateLookUp(req, { code, way: 'script' }, () => getRight(wave._id, code));
    const unit = wave.units.find((one) => one.code === right.unit);
    const local = unit ? localQuestionsOf(wave, unit) : [];
    res.set('Cache-Control', 'no-store').json({
      unit: right.unit,
      nameFa: nameInWave(wave, right.unit, { lang: 'fa' }),
      nameEn: nameInWave(wave, right.unit, { lang: 'en' }),
      used: right.used,
      demographics: unit?.demographics ?? [],
      overInvited: await hasTooManyInvitations(wave, right.unit),
      headcount: unitHeadcounts(wave, right.unit),
      resultsWords: wave.resultsWords,
      ...(local.length > 0 && { questions: local.map(({ text, office }) => ({ text, office })) }),
    });
  });

  return router;
}
