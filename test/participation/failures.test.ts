import assert from 'node:assert/strict';
import { newCode } from '../../server/participation/code.ts';
import { situation } from '../support/situation.ts';
import { testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';
import { voter } from '../support/voter.ts';

describe('trying out codes', () => {
  useDatabase();

  it('is stopped by address after many failures, and a valid code passes whatever was tried there', async () => {
    const { app, config } = await testApp({ trustProxy: 'true' });
    const { wave, codes } = await situation.openWave({ keyDir: config.keyDir, offices: 1, invitations: 2 });
    const someone = voter(app, wave._id);
    const from = (address: string, code: string) => someone.right(code).set('X-Forwarded-For', address);
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 61; attempt += 1) {
      statuses.push((await from('192.0.2.2', newCode())).status);
    }
    assert.deepEqual(new Set(statuses), new Set([404, 429]));
    const stopped = await from('192.0.2.2', newCode()).expect(429);
    assert.ok(Number(stopped.headers['retry-after']) > 0);
    await from('192.0.2.2', codes.office1![0]!).expect(200);
    const blinded = await someone.blind('office1');
    await someone.sign(codes.office1![0]!, blinded).set('X-Forwarded-For', '192.0.2.2').expect(200);
    await from('192.0.2.1', codes.office1![1]!).expect(200);
  });

  it('is limited for a valid code too: nobody watches all day for the moment at which it is used', async () => {
    const { app, config } = await testApp({ trustProxy: 'true' });
    const { wave, codes } = await situation.openWave({ keyDir: config.keyDir, offices: 1, invitations: 2 });
    const someone = voter(app, wave._id);
    const [watched = '', other = ''] = codes.office1!;
    const statuses: number[] = [];
    for (let ask = 0; ask < 45; ask += 1) {
      const from = `192.0.2.${ask + 1}`;
      const typed = ask % 2 ? watched : watched.toLowerCase().replace(/(....)/g, '$1-');
      statuses.push((await someone.right(typed).set('X-Forwarded-For', from)).status);
    }
    assert.equal(statuses.filter((status) => status === 200).length, 40);
    assert.equal(statuses.at(-1), 429, 'from whatever address, however it is written');
    await someone.right(other).expect(200);
    await someone.sign(watched, await someone.blind('office1')).expect(200);
  });
});
