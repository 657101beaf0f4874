/** Answering: the first page with the questionnaire in it, and answering without script. The ballot box is in ballotBox.ts. */
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Router } from 'express';
import type { AppContext } from '../appContext.ts';
import { asset } from '../http/assets.ts';
import { projectRoot } from '../projectRoot.ts';
import { waveIn } from '../waves/firstPageIn.ts';
import { answeringPath } from '../waves/paths.ts';
import { isAnswerable } from '../waves/wavePhase.ts';
import { speakLanguageOf } from './answeringLanguage.ts';
import { answeringReader, isSecureContext, plainLocals, showLocals, showState } from './answeringPages.ts';
import { getAnsweringWave } from './answeringWave.ts';
import type { CodeRedeemer } from './codeRedeemer.ts';
import { plainRoutes } from './plainRoutes.ts';

/** Made of built files; a process serves one build, so all its apps share it. */
let cachedWorkerSource: string | undefined;

/** The cryptography of sending is a separate file, which the worker imports when it is installed. */
function workerSource(): string {
  cachedWorkerSource ??= `importScripts('${asset('answerCredential.js')}');${readFileSync(
    join(projectRoot, 'public/build', basename(asset('answerWorker.js'))),
    'utf8',
  )}`;
  return cachedWorkerSource;
}

export function responsesRoutes(context: AppContext, codes: CodeRedeemer): Router {
  const { config, clock } = context;
  const router = Router();
  const load = (id: string) => getAnsweringWave(id, clock.now());

  router.get('/w/:wave', async (req, res) => {
    const answering = await load(req.params.wave);
    if (!isAnswerable(answering.phase)) return showState(res, answering);
    const frame = { ...speakLanguageOf(answering.wave, res), layout: 'answer' as const };
    const reader = answeringReader(res);
    res.set('Cache-Control', 'no-cache');
    if (!isSecureContext(req, config)) {
      const locals = plainLocals(answering, reader, config, { code: '', codeError: '' });
      return res.page('responses/promise', { ...locals, ...frame, script: 'answerHome.js' });
    }
    const locals = await showLocals(answering, reader, config);
    return res.page('responses/show', { ...locals, ...frame });
  });

  /** At the root, because a service worker controls only the addresses below its own. */
  router.get('/answering-worker.js', (_req, res) => {
    res.set('Cache-Control', 'no-cache').type('js').send(workerSource());
  });

  router.get('/w/:wave/declined', async (req, res) => {
    const { wave } = await load(req.params.wave);
    const frame = speakLanguageOf(wave, res);
    const { t, prefix, lang } = answeringReader(res);
    const link = { href: prefix + answeringPath(wave._id), label: t('responses:declined.back') };
    const texts = { title: t('responses:declined.title'), text: t('responses:declined.text') };
    const { contact } = waveIn(wave, lang).firstPage;
    await res.page('responses/state', { ...texts, ...frame, layout: 'answer', link, contact });
  });

  router.use(plainRoutes(context, codes));
  return router;
}
