/**
 * A copy of the store before a round and one after it: which sealed suggestion became which opened thread. The attacker knows who sent which of
 * the sealed ones and pairs them by order, name and size, also across a renewal of the keys.
 */
import mongoose from 'mongoose';
import { deliverDaily } from '../../../server/suggestions/deliverItems.ts';
import { renewKeys } from '../../../server/suggestions/renewKeys.ts';
import { storedUnder } from '../../../server/suggestions/sealing/codeKeys.ts';
import { fewOffices, sendIdea } from '../../suggestions/sender.ts';
import { testApp } from '../../support/testApp.ts';
import { emptyStore } from '../../support/testStore.ts';
import { type AttackRow, pairingRow } from '../attackRow.ts';

const people = 5;
const size = (one: object) => JSON.stringify(one).length;

type Document = { _id: string } & Record<string, unknown>;

async function all(name: string): Promise<Document[]> {
  return (await mongoose.connection.db!.collection(name).find().toArray()) as unknown as Document[];
}

/** By way of pairing, the share of threads that were traced to what had waited. */
export async function pairSuggestions(): Promise<number[]> {
  await emptyStore();
  const test = await testApp();
  await fewOffices();
  const owner = new Map<string, string>();
  const sent: string[] = [];
  for (let at = 0; at < people; at += 1) {
    const { keys, body } = await sendIdea(test.app, { text: `پیشنهاد ${at} ${'کار '.repeat(1 + 40 * at)}` });
    sent.push(body.id);
    owner.set(await storedUnder(keys.thread), body.id);
    test.clock.advanceHours(1);
  }
  const waiting = await all('waitingSuggestions');
  test.clock.advanceHours(24);
  await deliverDaily(test.config.keyDir, test.clock.now());
  const orders = (list: readonly Document[]) => [
    list.map(({ _id }) => _id),
    list.map(({ _id }) => _id).sort(),
    [...list].sort((a, b) => size(a) - size(b)).map(({ _id }) => _id),
  ];
  const opened = orders(await all('suggestions'));
  await renewKeys(test.config.keyDir);
  const renewed = orders(await all('suggestions'));
  const idOf = new Map(waiting.map((one) => [one._id, sent.includes(one._id) ? one._id : '']));
  return [sent, ...orders(waiting).map((ids) => ids.map((id) => idOf.get(id)!))].flatMap((before) =>
    [...opened, ...renewed].flatMap((after) =>
      [after, [...after].reverse()].map(
        (order) => order.filter((thread, at) => owner.get(thread) === before[at]).length / people,
      ),
    ),
  );
}

export async function suggestionRow(rounds: number): Promise<AttackRow> {
  const tried: number[][] = [];
  for (let i = 0; i < rounds; i += 1) tried.push(await pairSuggestions());
  return pairingRow(
    'suggestions: the opened thread of a sealed one, by order of sending, order stored, name, size, before and after new keys',
    { of: people, repeated: 'rounds', rounds: tried },
  );
}
