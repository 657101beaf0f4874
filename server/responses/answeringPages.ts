/** What the answering pages of a wave share: the first page in either wording, and the message when it accepts no answers. */
import type { Request, Response } from 'express';
import type { Config } from '../config.ts';
import { asset } from '../http/assets.ts';
import { readerOf } from '../http/readerOf.ts';
import type { Reader } from '../i18n/reader.ts';
import { emphasised, promiseOf } from '../waves/promiseWording.ts';
import { graceEndsAt } from '../waves/wavePhase.ts';
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
  return (
    req.secure ||
    config.baseUrl?.startsWith('https:') === true ||
    ['localhost', '127.0.0.1', '::1'].includes(req.hostname)
  );
}

function promiseLocals(
  answering: AnsweringWave,
  { t, f, lang, prefix }: AnsweringReader,
  config: Pick<Config, 'baseUrl'>,
) {
  const { wave, now, phase, questionnaire } = answering;
  const endsAt = now.closedAt ?? now.closesAt;
  const grace =
    phase === 'grace' && endsAt
      ? t('responses:state.grace', {
          closed: f.dateTime(endsAt),
          until: f.dateTime(graceEndsAt(now, endsAt)),
        })
      : '';
  const resultsPath = now.audiences.some((one) => one !== 'managers')
    ? `${prefix}/waves/${wave._id}/results`
    : '';
  return {
    title: wave.title,
    wave,
    now,
    grace,
    minutes: questionnaire.minutes,
    itemCount: questionnaire.items.length,
    promise: promiseOf(wave, lang),
    emphasised,
    fingerprint: wave.keysFingerprint,
    resultsPath,
    resultsUrl: `${config.baseUrl ?? ''}${resultsPath}`,
  };
}

/** Locals of `responses/show`, the same for everyone. */
export async function showLocals(
  answering: AnsweringWave,
  reader: AnsweringReader,
  config: Pick<Config, 'baseUrl'>,
) {
  const rendered = await renderQuestionnaire(answering.questionnaire, reader);
  const { now } = answering;
  const endsAt = now.closedAt ?? now.closesAt;
  const until = endsAt ? reader.f.dateTime(graceEndsAt(now, endsAt)) : '';
  const client = {
    wave: answering.wave._id,
    path: `/w/${answering.wave._id}`,
    fingerprint: answering.wave.keysFingerprint,
    credentialScript: asset('answerCredential.js'),
    kioskScript: asset('answerKiosk.js'),
    transferScript: asset('answerTransfer.js'),
    texts: clientTexts(reader.t, { until }),
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
  const { t, f, prefix } = answeringReader(res);
  const dated = (key: string, date: Date | null) =>
    date ? t(`responses:state.${key}`, { date: f.dateLong(date) }) : t(`responses:state.${key}NoDate`);
  const texts = {
    notYetOpen: () => t('responses:state.notYetOpen', { date: now.opensAt ? f.dateTime(now.opensAt) : '' }),
    withdrawn: () => dated('withdrawn', now.withdrawnAt),
    ended: () => dated('ended', now.closedAt ?? now.closesAt),
  };
  const state = phase === 'notYetOpen' || phase === 'withdrawn' ? phase : 'ended';
  const hasResults = now.releasedTo.some((audience) => audience !== 'managers');
  const link = hasResults
    ? { href: `${prefix}/waves/${wave._id}/results`, label: t('responses:state.results') }
    : null;
  const title = t(`responses:state.${state}Title`);
  const over = state === 'notYetOpen' ? {} : { over: wave._id, script: 'answerOver.js' };
  const locals = { title, layout: 'answer' as const, text: texts[state](), link, ...over };
  await res.page('responses/state', locals);
}
