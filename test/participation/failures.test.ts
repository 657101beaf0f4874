import assert from 'node:assert/strict';
import { newCode } from '../../server/participation/code.ts';
import { situation } from '../support/situation.ts';
import { testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';
import { voter } from '../support/voter.ts';

describe('trying out codes', () => {
  useDatabase();

  it('is stopped by address after many failures, while an office that only answers is never stopped', async () => {
    const { app, config } = await testApp({ trustProxy: 'true' });
    const { wave, codes } = await situation.openWave({ keyDir: config.keyDir, offices: 1, invitations: 1 });
    const someone = voter(app, wave._id);
    const from = (address: string, code: string) => someone.right(code).set('X-Forwarded-For', address);
    for (let visit = 0; visit < 80; visit += 1) await from('192.0.2.1', codes.office1![0]!).expect(200);
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 61; attempt += 1) {
      statuses.push((await from('192.0.2.2', newCode())).status);
    }
    assert.deepEqual(new Set(statuses), new Set([404, 429]));
    const stopped = await from('192.0.2.2', codes.office1![0]!).expect(429);
    assert.ok(Number(stopped.headers['retry-after']) > 0);
    await from('192.0.2.1', codes.office1![0]!).expect(200);
  });
});
