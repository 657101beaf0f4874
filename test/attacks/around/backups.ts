/**
 * Two backups of successive days while a wave runs. What is new in the second are the rights used and the ballots received in between; the attacker
 * pairs them by their places in the files, by name and by size.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { backupTo } from '../../../server/database/backup/backupTo.ts';
import { hashCode } from '../../../server/participation/code.ts';
import { InvitationModel } from '../../../server/participation/invitation.ts';
import { BallotModel } from '../../../server/responses/ballot.ts';
import { instrument, situation } from '../../support/situation.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { testApp } from '../../support/testApp.ts';
import { emptyStore, testStoreSource } from '../../support/testStore.ts';
import { voter } from '../../support/voter.ts';
import { type AttackRow, pairingRow } from '../attackRow.ts';

const [item, question] = [instrument().dimensions[0]!.items[0]!.id, instrument().openQuestions[0]!.id];
const [early, between] = [3, 6];

function bytesUnder(folder: string): Buffer {
  return Buffer.concat(
    readdirSync(folder).map((name) => {
      const path = join(folder, name);
      if (statSync(path).isDirectory()) return bytesUnder(path);
      const content = readFileSync(path);
      return content[0] === 0x1f && content[1] === 0x8b ? gunzipSync(content) : content;
    }),
  );
}

async function backedUp(): Promise<Buffer> {
  const folder = join(temporaryFolder('backup'), 'taken');
  await backupTo(folder, await testStoreSource());
  return bytesUnder(folder);
}

/** By way of pairing, the share of right ones among those who answered between the two. */
export async function pairByBackups(): Promise<number[]> {
  await emptyStore();
  const test = await testApp();
  const { keyDir } = test.config;
  const { wave, codes } = await situation.openWave({
    keyDir,
    offices: 1,
    invitations: early + between,
    headcount: 30,
  });
  const someone = voter(test.app, wave._id);
  const owner = new Map<string, string>();
  const copies: Buffer[] = [];
  for (const [at, code] of codes.office1!.entries()) {
    if (at === early) copies.push(await backedUp());
    const credential = await someone.credential(code);
    const openAnswers = { [question]: `نظر ${'بلند '.repeat(at)}` };
    await someone.ballot(credential, { items: { [item]: 1 + (at % 5) }, openAnswers }).expect(201);
    const ballot = createHash('sha256').update(Buffer.from(credential.message, 'base64')).digest('hex');
    owner.set(
      ballot,
      (
        await InvitationModel.findOne({ codeHashes: hashCode(code) })
          .orFail()
          .lean()
      )._id,
    );
  }
  const last = await backedUp();
  const [first] = copies as [Buffer];
  const added = [...owner.keys()].filter((ballot) => !first.includes(ballot) && last.includes(ballot));
  const used = added.map((ballot) => owner.get(ballot)!);
  const sizes = new Map((await BallotModel.find().lean()).map(({ _id, sealed }) => [_id, sealed.length]));
  const placeIn = (copy: Buffer) => (one: string) => copy.indexOf(one);
  const rising = (list: readonly string[], by: (one: string) => number) =>
    [...list].sort((a, b) => by(a) - by(b));
  const peopleOrders = [[...used].sort(), rising(used, placeIn(first)), rising(used, placeIn(last))];
  const ballotOrders = [
    [...added].sort(),
    rising(added, placeIn(last)),
    rising(added, (one) => sizes.get(one)!),
  ];
  return peopleOrders.flatMap((people) =>
    ballotOrders.flatMap((ballots) =>
      [ballots, [...ballots].reverse()].map(
        (order) => order.filter((ballot, at) => owner.get(ballot) === people[at]).length / between,
      ),
    ),
  );
}

export async function backupRow(rounds: number): Promise<AttackRow> {
  const tried: number[][] = [];
  for (let i = 0; i < rounds; i += 1) tried.push(await pairByBackups());
  return pairingRow(
    'two backups of successive days of a running wave: ballot of an invitation, by place in the files, name, size',
    { of: between, repeated: 'waves', rounds: tried },
  );
}
