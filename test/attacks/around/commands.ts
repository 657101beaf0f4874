/**
 * An administrator on the machine runs `verify`, again and again: while a wave runs, beside one more person who has answered, and after the count,
 * beside people of hidden offices who change places.
 */
import { InvitationModel } from '../../../server/participation/invitation.ts';
import { BallotModel } from '../../../server/responses/ballot.ts';
import { runOnStore } from '../../cli/runOnStore.ts';
import { instrument, situation } from '../../support/situation.ts';
import { testApp } from '../../support/testApp.ts';
import { emptyStore } from '../../support/testStore.ts';
import { voter } from '../../support/voter.ts';
import type { AttackRow } from '../attackRow.ts';
import { exchanged, peopleOf, storeWave } from '../people.ts';

const item = instrument().dimensions[0]!.items[0]!.id;
const runs = [['verify'], ['verify', '--json']];

async function said(): Promise<string> {
  const told = [];
  for (const args of runs) told.push(await runOnStore(...args));
  return JSON.stringify(told);
}

export interface Told {
  compared: number;
  differing: string[];
}

export async function verifyTells(): Promise<Told> {
  const found: Told = { compared: 0, differing: [] };
  const compare = (when: string, one: string, other: string) => {
    found.compared += 1;
    if (one !== other) found.differing.push(`${when}: ${one} ${other}`);
  };
  await emptyStore();
  const test = await testApp();
  const { keyDir } = test.config;
  const { wave, codes } = await situation.openWave({ keyDir, offices: 2, invitations: 3, headcount: 20 });
  const nobody = await said();
  for (const code of codes.office1!) {
    await voter(test.app, wave._id).vote(code, { items: { [item]: 4 } });
    compare('one more has answered', nobody, await said());
  }
  // More ballots than rights: what `verify` finds after the count, not how many there are before it.
  await InvitationModel.updateMany({}, { $set: { used: false } });
  compare('a right was given back', nobody, await said());
  await BallotModel.deleteMany({});
  const people = peopleOf('counted', 1405);
  const told: string[] = [];
  for (const order of ['lowest', 'highest'] as const) {
    await emptyStore();
    await storeWave('counted', exchanged(people, order), {});
    told.push(await said());
  }
  compare('after the count', told[0]!, told[1]!);
  return found;
}

export async function verifyRow(): Promise<AttackRow> {
  const { compared, differing } = await verifyTells();
  return {
    attack: '`farhangsanj verify`, run again and again during and after a wave',
    tried: `whether one more has answered, and who works in which hidden office; ${compared} pairs of outputs`,
    best: differing.length === 0 ? '50 %; no byte differs' : `100 %; ${differing.length} differ`,
    chance: '50 %',
  };
}
