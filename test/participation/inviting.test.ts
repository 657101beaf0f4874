import assert from 'node:assert/strict';
import { hashCode } from '../../server/participation/code.ts';
import { InvitationModel } from '../../server/participation/invitation.ts';
import { AboveHeadcount, inviteOffice } from '../../server/participation/inviteOffice.ts';
import { hasTooManyInvitations, listParticipation } from '../../server/participation/listParticipation.ts';
import { situation } from '../support/situation.ts';
import { testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';
import { voter } from '../support/voter.ts';

describe('inviting an office', () => {
  useDatabase();

  const open = async (headcount: number) => {
    const { app, config } = await testApp();
    const asked = { keyDir: config.keyDir, offices: 1, headcount, invitations: 0 };
    return { app, ...(await situation.openWave(asked)) };
  };

  it('gives the codes once and stores nothing but their hashes', async () => {
    const { wave } = await open(5);
    const codes = await inviteOffice({ wave, office: 'office1', count: 3 });
    const stored = await InvitationModel.find().lean();
    assert.deepEqual(stored.flatMap(({ codeHashes }) => codeHashes).sort(), codes.map(hashCode).sort());
    const text = JSON.stringify(stored);
    for (const code of codes) assert.ok(!text.includes(code));
    assert.deepEqual(Object.keys(stored[0]!).sort(), [
      '_id',
      'addressDigest',
      'blindedHash',
      'channel',
      'codeHashes',
      'office',
      'sealedAddress',
      'unit',
      'used',
      'wave',
    ]);
  });

  it('never goes beyond the headcount without a second administrator', async () => {
    const { wave } = await open(5);
    await inviteOffice({ wave, office: 'office1', count: 4 });
    await assert.rejects(inviteOffice({ wave, office: 'office1', count: 2 }), AboveHeadcount);
    assert.equal(await hasTooManyInvitations(wave, 'office1'), false);
    await inviteOffice({ wave, office: 'office1', count: 2, consentBy: 'reza' });
    assert.equal(await hasTooManyInvitations(wave, 'office1'), true);
  });

  it('two administrators at once do not pass the headcount together', async () => {
    const { wave } = await open(5);
    const tries = [3, 3].map((count) => inviteOffice({ wave, office: 'office1', count }));
    await Promise.allSettled(tries);
    assert.ok((await InvitationModel.countDocuments()) <= 5);
  });

  it('counts rights given and used, by office and unit', async () => {
    const { app, wave } = await open(5);
    const [code] = await inviteOffice({ wave, office: 'office1', count: 3 });
    await voter(app, wave._id).credential(code!);
    const { offices, units, total } = await listParticipation(wave);
    assert.deepEqual(offices, [{ code: 'office1', headcount: 5, invited: 3, used: 1 }]);
    assert.deepEqual(units, [{ code: 'office1', headcount: 5, invited: 3, used: 1 }]);
    assert.equal(total.used, 1);
  });
});
