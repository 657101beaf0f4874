/** What the answering pages of a wave share: the first page in either wording, and the message when it accepts no answers. */
import type { Request, Response } from 'express';
import type { Config } from '../config.ts';
import { asset } from '../http/assets.ts';
import { isSecureHost } from '../http/https.ts';
import { readerOf } from '../http/readerOf.ts';
import type { Reader } from '../i18n/reader.ts';
import { goBeyondManagers, openTo } from '../waves/audience.ts';
import { waveIn } from '../waves/firstPageIn.ts';
import { answeringPath, resultsPath } from '../waves/paths.ts';
import { emphasised, promiseOf, termsOf } from '../waves/promiseWording.ts';
import { endOf } from '../waves/wave.ts';
import { graceEndOf } from '../waves/wavePhase.ts';
import type { AnsweringWave } from './answeringWave.ts';
import { clientTexts } from './presentAnswering.ts';
import { renderQuestionnaire } from './renderQuestionnaire.ts';

/** `prefix` is how addresses in the reader's language begin. */
interface AnsweringReader extends Reader {
  prefix: string;
}

export function answeringReader(res: Response): AnsweringReader {
  return { ...readerOf(res), prefix: String(res.locals.prefix ?? '') };
}

/** Whether browsers can make credentials themselves here: cryptography in pages needs https or localhost. */
export function isSecureContext(req: Request, config: Pick<Config, 'baseUrl'>): boolean {
  return req.secure || isSecureHost(req.hostname, config.baseUrl);
}

function promiseLocals(
  answering: AnsweringWave,
  { t, f, lang, prefix }: AnsweringReader,
  config: Pick<Config, 'baseUrl'>,
) {
  const { now, phase, questionnaire, localPlaces } = answering;
  const wave = waveIn(answering.wave, lang);
  const [endsAt, graceEnd] = [endOf(now), graceEndOf(now)];
  const grace =
    phase === 'grace' && endsAt && graceEnd
      ? t('responses:state.grace', { closed: f.dateTime(endsAt), until: f.dateTime(graceEnd) })
      : '';
  const results = goBeyondManagers(now.audiences) ? prefix + resultsPath(wave._id) : '';
  const promise = promiseOf(wave, lang);
  return {
    title: wave.title,
    contact: wave.firstPage.contact,
    wave,
    now,
    grace,
    minutes: questionnaire.minutes,
    itemCount: questionnaire.items.length,
    localPlaces,
    promise,
    terms: termsOf(promise),
    emphasised,
    fingerprint: wave.keysFingerprint,
    resultsPath: results,
    resultsUrl: `${config.baseUrl ?? ''}${results}`,
  };
}

/** Locals of `responses/show`, the same for everyone. */
export async function showLocals(
  answering: AnsweringWave,
  reader: AnsweringReader,
  config: Pick<Config, 'baseUrl'>,
) {
  const rendered = await renderQuestionnaire(answering, reader);
  const { now } = answering;
  const graceEnd = graceEndOf(now);
  const until = graceEnd ? reader.f.dateTime(graceEnd) : '';
  const client = {
    wave: answering.wave._id,
    path: answeringPath(answering.wave._id),
    fingerprint: answering.wave.keysFingerprint,
    credentialScript: asset('answerCredential.js'),
    kioskScript: asset('answerKiosk.js'),
    transferScript: asset('answerTransfer.js'),
    texts: {
      ...clientTexts(reader.t, { until }),
      ...(answering.localPlaces > 0 && { localBy: reader.t('responses:client.localBy') }),
    },
    send: reader.t('responses:review.send'),
  };
  return {
    ...promiseLocals(answering, reader, config),
    questionnaire: rendered.html,
    fellBack: rendered.fellBack,
    client,
    mode: 'strong' as const,
    code: '',
    codeError: '',
    script: 'answer.js',
  };
}

/** Locals of `responses/promise`: the first page in its weaker wording, for answering without script. */
export function plainLocals(
  answering: AnsweringWave,
  reader: AnsweringReader,
  config: Pick<Config, 'baseUrl'>,
  entered: { code: string; codeError: string },
) {
  return { ...promiseLocals(answering, reader, config), mode: 'plain' as const, ...entered };
}

/** Says which state a wave is in, with the date. */
export async function showState(res: Response, { wave, now, phase }: AnsweringWave): Promise<void> {
  const { t, f, prefix, lang } = answeringReader(res);
  const dated = (key: string, date: Date | null) =>
    date ? t(`responses:state.${key}`, { date: f.dateLong(date) }) : t(`responses:state.${key}NoDate`);
  const texts = {
    notYetOpen: () => t('responses:state.notYetOpen', { date: now.opensAt ? f.dateTime(now.opensAt) : '' }),
    withdrawn: () => dated('withdrawn', now.withdrawnAt),
    ended: () => dated('ended', endOf(now)),
  };
  const state = phase === 'notYetOpen' || phase === 'withdrawn' ? phase : 'ended';
  const link =
    openTo(now) !== 'nobody'
      ? { href: prefix + resultsPath(wave._id), label: t('responses:state.results') }
      : null;
  const title = t(`responses:state.${state}Title`);
  const { contact } = waveIn(wave, lang).firstPage;
  const over = state === 'notYetOpen' ? {} : { over: wave._id, script: 'answerOver.js' };
  const locals = { title, layout: 'answer' as const, text: texts[state](), link, ...over, contact };
  await res.page('responses/state', locals);
}
