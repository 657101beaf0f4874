/** Opens one parcel and puts it where it belongs: a thread of its own, or one more message in a thread. */
import { constants, type KeyObject, privateDecrypt } from 'node:crypto';
import { z } from 'zod';
import { insertOnce } from '../database/insertOnce.ts';
import { randomId } from '../database/randomId.ts';
import { fromBase64, toBase64 } from '../i18n/base64.ts';
import type { StoredOffice } from '../offices/loadOffices.ts';
import type { OfficeTree } from '../offices/officeTree.ts';
import { nearestAddressee } from './addressees.ts';
import { maxMessages } from './sealing/codeKeys.ts';
import { commitmentTo } from './sealing/receiptText.ts';
import { itemPurpose, wrappedKeyBytes } from './sealing/sealItem.ts';
import { decrypt, openMessage, sealHeading, unpadded, unwrapKey, wrapKey } from './sealing/sealText.ts';
import { answerableStates, type Entry, SuggestionModel } from './suggestion.ts';
import type { SuggestionKeys } from './suggestionKeys.ts';
import { topics } from './topics.ts';
import type { WaitingItem } from './waitingItem.ts';
import { daysAfter, endOfWeek } from './week.ts';

/** From the end of the week in which it was sent. */
export const answerDays = 30;
/** From the end of the week in which the sender wrote again. */
const answerAgainDays = 14;

export interface Delivering {
  keys: SuggestionKeys;
  tree: OfficeTree<StoredOffice>;
  day: string;
}

const id = z.string().regex(/^[0-9a-f]{64}$/);
const base64 = z.base64().max(12_000);
const sentSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('suggestion'),
    thread: id,
    office: z.string().max(64),
    topic: z.enum(topics).catch('other'),
    mayPublish: z.boolean(),
    key: base64,
    codeWrap: base64,
    text: base64,
    salt: z.string().min(1).max(128),
  }),
  z.strictObject({
    kind: z.literal('message'),
    thread: id,
    place: z
      .number()
      .int()
      .min(1)
      .max(maxMessages - 1),
    text: base64,
  }),
]);
type Opened = z.infer<typeof sentSchema>;
type OpenedSuggestion = Extract<Opened, { kind: 'suggestion' }>;
type OpenedMessage = Extract<Opened, { kind: 'message' }>;

/** @returns false for what nobody could read, or what belongs nowhere any more */
export async function deliverOne(item: WaitingItem, delivering: Delivering): Promise<boolean> {
  const sent = await openItem(item, delivering.keys).catch(() => null);
  if (!sent) return false;
  return sent.kind === 'suggestion' ? begin(sent, item, delivering) : goOn(sent, item, delivering);
}

/** A parcel may have been sealed before the keys were renewed. */
async function openItem(item: WaitingItem, { intake, earlier }: SuggestionKeys): Promise<Opened> {
  const opened = await openWith(intake, item).catch(() => null);
  if (opened) return opened;
  for (const one of earlier) {
    const before = await openWith(one.intake, item).catch(() => null);
    if (before) return before;
  }
  throw new Error('sealed to no key of ours');
}

async function openWith(intake: KeyObject, { sealed }: WaitingItem): Promise<Opened> {
  const bytes = fromBase64(sealed);
  const wrapped = bytes.slice(0, wrappedKeyBytes);
  const padding = constants.RSA_PKCS1_OAEP_PADDING;
  const key = privateDecrypt({ key: intake, padding, oaepHash: 'sha256' }, wrapped);
  const payload = await decrypt(new Uint8Array(key), bytes.slice(wrappedKeyBytes), itemPurpose);
  return sentSchema.parse(unpadded(payload));
}

async function begin(
  sent: OpenedSuggestion,
  { week, commitment }: WaitingItem,
  { keys, tree, day }: Delivering,
) {
  const key = fromBase64(sent.key);
  const message = await openMessage(key, fromBase64(sent.text), sent.thread).catch(() => null);
  const office = nearestAddressee(tree, sent.office, day);
  if (typeof message?.text !== 'string' || !office) return false;
  const { office: addressed, topic } = sent;
  if ((await commitmentTo({ office: addressed, topic, text: message.text }, sent.salt)) !== commitment)
    return false;
  const heading = toBase64(await sealHeading(key, message.text, sent.thread));
  const reviewWrap = toBase64(await wrapKey(keys.threads, key, sent.thread));
  return insertOnce(() =>
    SuggestionModel.create({
      _id: sent.thread,
      review: randomId(16),
      ...{ office, topic, week, reviewWrap },
      mayPublish: sent.mayPublish,
      codeWrap: sent.codeWrap,
      heading,
      answerBy: daysAfter(endOfWeek(week), answerDays),
      entries: [entryOf(week, sent.text)],
    }),
  );
}

const entryOf = (week: string, sealed: string): Entry => ({
  from: 'sender',
  at: week,
  sealed,
  state: null,
  office: '',
  isHidden: false,
});

async function goOn(
  { thread, place, text }: OpenedMessage,
  { week }: WaitingItem,
  { keys }: Delivering,
): Promise<boolean> {
  const stored = await SuggestionModel.findById(thread).lean();
  if (!stored || stored.isWithdrawn || stored.messages !== place) return false;
  const isReadable = await unwrapKey(keys.threads, fromBase64(stored.reviewWrap), thread)
    .then((key) => openMessage(key, fromBase64(text), thread))
    .then(
      (message) => typeof message.text === 'string',
      () => false,
    );
  if (!isReadable) return false;
  const again = daysAfter(endOfWeek(week), answerAgainDays);
  const answerBy = [again, stored.answerBy].sort().at(-1)!;
  const isAnswer = answerableStates.includes(stored.state);
  const { modifiedCount } = await SuggestionModel.updateOne(
    { _id: thread, messages: place, isWithdrawn: false },
    {
      $push: { entries: entryOf(week, text) },
      $inc: { messages: 1, revision: 1 },
      ...(isAnswer ? { $set: { state: 'review' as const, answerBy } } : {}),
    },
  );
  return modifiedCount === 1;
}
