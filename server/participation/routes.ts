/** The first page, the published keys, and the two questions a browser asks with a code: is it a right, and sign this. */
import { Router } from 'express';
import { z } from 'zod';
import type { AppContext } from '../appContext.ts';
import { BadRequest, HttpError, NotFound } from '../http/errors.ts';
import { translator } from '../i18n/translator.ts';
import { getCachedWave } from '../waves/cachedWave.ts';
import { phaseOf, type Wave } from '../waves/wave.ts';
import { publishedKeys, waveKeysPresent } from '../waves/waveKeys.ts';
import { limited } from './limitedLookUp.ts';
import { isOverInvited } from './listParticipation.ts';
import { getRight, getWaveOfCode } from './right.ts';
import { signBlinded } from './signBlinded.ts';

/** Who might want to know, in the order of the page. */
const privacyReaders = [
  'colleague',
  'manager',
  'insider',
  'administrator',
  'database',
  'backups',
  'keys',
  'network',
  'operator',
];

const codeBody = z.object({ code: z.string().max(500) });
const signatureBody = codeBody.extend({ blinded: z.string().max(2000) });

function read<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new BadRequest();
  return parsed.data;
}

export function participationRoutes({ config, clock }: Pick<AppContext, 'config' | 'clock'>): Router {
  const router = Router();

  async function openWave(id: string): Promise<Wave> {
    const wave = await getCachedWave(id);
    if (!wave || wave.state === 'draft' || wave.imported) throw new NotFound('answering:noSuchWave');
    const phase = phaseOf(wave, clock.now());
    if (phase !== 'open' && phase !== 'grace') throw new HttpError(409, `answering:refused.${phase}`);
    return wave;
  }

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
    const title = translator(res.locals.lang)('privacy:title');
    await res.page('participation/privacy', { title, readers: privacyReaders });
  });

  router.post('/right', async (req, res) => {
    const { code } = read(codeBody, req.body);
    res.set('Cache-Control', 'no-store').json({ wave: await limited(req, () => getWaveOfCode(code)) });
  });

  router.get('/w/:wave/keys', async (req, res) => {
    const wave = await getCachedWave(req.params.wave);
    if (!wave?.sealingKey) throw new NotFound('answering:noSuchWave');
    const verifyingKeys = Object.fromEntries(
      wave.units.flatMap(({ code, verifyingKey }) => (verifyingKey ? [[code, verifyingKey]] : [])),
    );
    res.type('json').send(publishedKeys({ wave: wave._id, sealingKey: wave.sealingKey, verifyingKeys }));
  });

  router.post('/w/:wave/right', async (req, res) => {
    const wave = await openWave(req.params.wave);
    const { code } = read(codeBody, req.body);
    const right = await limited(req, () => getRight(wave._id, code));
    const unit = wave.units.find((one) => one.code === right.unit);
    res.set('Cache-Control', 'no-store').json({
      unit: right.unit,
      nameFa: unit?.nameFa,
      nameEn: unit?.nameEn,
      used: right.used,
      demographics: unit?.demographics ?? [],
      overInvited: await isOverInvited(wave, right.unit),
    });
  });

  router.post('/w/:wave/signature', async (req, res) => {
    const wave = await openWave(req.params.wave);
    const body = read(signatureBody, req.body);
    const blinded = Buffer.from(body.blinded, 'base64');
    if (!waveKeysPresent(config.keyDir, wave._id)) throw new HttpError(503, 'answering:keysMissing');
    const signature = await limited(req, () =>
      signBlinded({ keyDir: config.keyDir, wave: wave._id, code: body.code, blinded }),
    );
    res.set('Cache-Control', 'no-store').json({ signature: signature.toString('base64') });
  });

  return router;
}
