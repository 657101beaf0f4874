/** What a sender's browser does, with the same code: makes a code, seals, sends, follows, opens. */

import { load } from 'cheerio';
import type { Express } from 'express';
import supertest from 'supertest';
import { fromBase64 } from '../../server/i18n/base64.ts';
import { OfficeModel } from '../../server/offices/office.ts';
import { codeKeysOf } from '../../server/suggestions/sealing/codeKeys.ts';
import {
  type OwnThread,
  prepareMessage,
  prepareSuggestion,
  type Written,
} from '../../server/suggestions/sealing/prepareItem.ts';
import { findWork } from '../../server/suggestions/sealing/proofOfWork.ts';
import { openMessage, unwrapKey } from '../../server/suggestions/sealing/sealText.ts';
import { newTrackingCode, type TrackingCode } from '../../server/suggestions/sealing/trackingCode.ts';

/** A province with an office of 30, one of 12 with one of 4 below it. */
export async function fewOffices(): Promise<void> {
  await OfficeModel.insertMany(
    [
      { _id: 'root', level: 'province', parent: null, headcount: 40 },
      { _id: 'ahar', level: 'governorate', parent: 'root', headcount: 30 },
      { _id: 'jolfa', level: 'governorate', parent: 'root', headcount: 12 },
      { _id: 'siah', level: 'district', parent: 'jolfa', headcount: 4 },
    ].map((office) => ({ ...office, nameFa: `واحد ${office._id}`, nameEn: `Office ${office._id}` })),
  );
}

export const idea: Written = {
  office: 'ahar',
  topic: 'work',
  text: 'برگهٔ راهنمای مدارک را جلوی در ورودی بگذاریم.',
  mayPublish: true,
};

async function settingsOf(app: Express) {
  const { text } = await supertest(app).get('/suggestions/new').expect(200);
  const form = load(text)('#send');
  return { key: String(form.attr('data-key')), week: String(form.attr('data-week')) };
}

/** The proof of work that is asked for a name at this time. */
export const workFor = async (app: Express, id: string) => findWork(id, (await settingsOf(app)).week);

/** @returns the code and what was posted, to post it again */
export async function sendIdea(
  app: Express,
  written: Partial<Written> = {},
  code: TrackingCode = newTrackingCode(),
) {
  const { key, week } = await settingsOf(app);
  const keys = await codeKeysOf(code);
  const item = await prepareSuggestion({ ...idea, ...written }, keys, key);
  const body = { ...item, work: await findWork(item.id, week) };
  const reply = await supertest(app).post('/suggestions/items').send(body);
  return { code, keys, body, reply };
}

export async function follow(app: Express, code: TrackingCode) {
  const keys = await codeKeysOf(code);
  const tokens = { thread: keys.thread, messages: keys.messages };
  const reply = await supertest(app).post('/suggestions/threads').send(tokens);
  const own = reply.body.thread as OwnThread | null | undefined;
  const $ = load(reply.body.html ?? '');
  const key = own && (await unwrapKey(keys.wrap, fromBase64(own.codeWrap), own.id));
  const texts: string[] = [];
  for (const node of $('[data-sealed]').toArray())
    texts.push((await openMessage(key!, fromBase64($(node).attr('data-sealed')!), own!.id)).text);
  return { reply, own, texts, state: $('.thread-state').text(), page: $ };
}

export async function writeAgain(app: Express, code: TrackingCode, text: string) {
  const { key, week } = await settingsOf(app);
  const { own } = await follow(app, code);
  const item = await prepareMessage(text, own!, await codeKeysOf(code), key);
  const body = { ...item, work: await findWork(item.id, week) };
  return { body, reply: await supertest(app).post('/suggestions/items').send(body) };
}
