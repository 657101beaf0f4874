/**
 * Whoever has caught a suggestion's parcel or receipt sends it again: while it waits, after it was opened, after its sender took it back; and tries
 * texts on the receipt. A hit is whatever changes in the store, is opened again, or tells a right text from a wrong one.
 */
import supertest from 'supertest';
import { deliverDaily } from '../../../server/suggestions/deliverItems.ts';
import { checkReceipt } from '../../../server/suggestions/receipt.ts';
import { codeWords } from '../../../server/suggestions/sealing/codeWords.ts';
import { writeReceipt } from '../../../server/suggestions/sealing/receiptText.ts';
import { SuggestionModel } from '../../../server/suggestions/suggestion.ts';
import { suggestionKeys } from '../../../server/suggestions/suggestionKeys.ts';
import { WaitingItemModel } from '../../../server/suggestions/waitingItem.ts';
import { fewOffices, idea, sendIdea, workFor } from '../../suggestions/sender.ts';
import { testApp } from '../../support/testApp.ts';
import { emptyStore } from '../../support/testStore.ts';
import type { AttackRow } from '../attackRow.ts';

export interface ReceiptReplays {
  sent: number;
  /** When something was sent again that changed what is stored or what reviewers read. */
  changed: string[];
  /** Texts that were tried on a receipt without its code, and those that it told from others. */
  tried: number;
  told: string[];
}

/** How often a week passes, and a round with it. */
const week = 24 * 8;

export async function replayReceipts(): Promise<ReceiptReplays> {
  await emptyStore();
  const test = await testApp();
  await fewOffices();
  const { app, clock, config } = test;
  const found: ReceiptReplays = { sent: 0, changed: [], tried: 0, told: [] };
  const threads = async () => JSON.stringify(await SuggestionModel.find().sort({ _id: 1 }).lean());
  const waiting = async () => JSON.stringify(await WaitingItemModel.find().sort({ _id: 1 }).lean());
  const round = async () => {
    clock.advanceHours(week);
    await deliverDaily(config.keyDir, clock.now());
  };
  const withdraw = ({ keys }: Awaited<ReturnType<typeof sendIdea>>) =>
    supertest(app)
      .post('/suggestions/withdrawals')
      .send({ thread: keys.thread, messages: keys.messages })
      .expect(200);

  const caught = await sendIdea(app);
  const lure = await sendIdea(app, { text: 'متنی که جای آن می‌نشیند' });
  /** `body` as it was, and with another parcel under the same name. */
  const again = async (when: string, { body, reply }: typeof caught) => {
    for (const [what, one] of [
      ['as it was', body],
      ['another parcel', { ...body, sealed: lure.body.sealed, commitment: lure.body.commitment }],
    ] as const) {
      const before = [await threads(), when === 'while it waits' ? await waiting() : ''];
      const answer = await supertest(app).post('/suggestions/items').send(one);
      found.sent += 1;
      if (what === 'as it was' && answer.status === 200 && answer.body.commitment !== reply.body.commitment)
        found.changed.push(`${when}: ${what}, another receipt`);
      if (when !== 'while it waits') await round();
      const after = [await threads(), when === 'while it waits' ? await waiting() : ''];
      if (after.join() !== before.join()) found.changed.push(`${when}: ${what}`);
    }
  };
  await again('while it waits', caught);
  const takenBack = await sendIdea(app, { text: 'پیش از آنکه باز شود پس گرفته شد' });
  await withdraw(takenBack);
  await round();
  await again('opened', { ...caught, body: await fresh(test, caught) });
  await again('taken back while it waited', { ...takenBack, body: await fresh(test, takenBack) });
  await withdraw(caught);
  await again('taken back when it was opened', { ...caught, body: await fresh(test, caught) });

  const keys = await suggestionKeys(config.keyDir);
  const { office, topic, text } = idea;
  for (const salt of ['', 'receipt', ...codeWords.slice(0, 10)]) {
    const receipt = writeReceipt(caught.reply.body, { office, topic }, salt);
    const verdicts = [text, lure.body.commitment, `${text} `, 'متنی دیگر'].map(async (guess) => {
      found.tried += 1;
      return (await checkReceipt(receipt, guess, keys)).verdict;
    });
    if (new Set(await Promise.all(verdicts)).size > 1) found.told.push(salt);
  }
  return found;
}

/** The proof of work, which anybody can do, is of one week or the week before. */
async function fresh(
  { app }: Awaited<ReturnType<typeof testApp>>,
  { body }: Awaited<ReturnType<typeof sendIdea>>,
) {
  return { ...body, work: await workFor(app, body.id) };
}

export async function receiptRow(): Promise<AttackRow> {
  const { sent, changed, tried, told } = await replayReceipts();
  return {
    attack:
      'suggestions: parcels and receipts sent again, while they wait, opened, taken back; texts tried on a receipt',
    tried: `something stored or opened again, a text told from others; ${sent} requests, ${tried} texts`,
    best: `${changed.length} changes, ${told.length} texts`,
    chance: '0',
  };
}
