import assert from 'node:assert/strict';
import supertest from 'supertest';
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

  it('is counted for a whole line: all addresses of one IPv6 prefix are one, IPv4 is itself however it is written', async () => {
    const { app } = await testApp({ trustProxy: 'true' });
    const guess = (address: string) =>
      supertest(app).post('/right').send({ code: newCode() }).set('X-Forwarded-For', address);
    for (let at = 0; at < 60; at += 1) await guess(`2001:db8:0:7::${at.toString(16)}`).expect(404);
    for (const same of ['2001:db8:0:7:ffff:ffff:ffff:ffff', '2001:0db8:0000:0007::1:2'])
      await guess(same).expect(429);
    for (const other of ['2001:db8:0:8::1', '2001:db8::7', '192.0.2.9']) await guess(other).expect(404);
    for (let at = 0; at < 60; at += 1)
      await guess(at % 2 ? '198.51.100.4' : '::ffff:198.51.100.4').expect(404);
    await guess('198.51.100.4').expect(429);
  });

  it('is counted by the true address: nobody gets rid of the limit, or puts it on another line, by a header', async () => {
    for (const [trustProxy, chain] of [
      [undefined, (claimed: string) => claimed],
      ['1', (claimed: string) => `${claimed}, 203.0.113.5`],
    ] as const) {
      const { app } = await testApp({ trustProxy });
      const guess = (claimed: string) =>
        supertest(app).post('/right').send({ code: newCode() }).set('X-Forwarded-For', chain(claimed));
      for (let at = 0; at < 60; at += 1) await guess(`192.0.2.${at}`).expect(404);
      await guess('192.0.2.200').expect(429);
      if (trustProxy)
        await supertest(app)
          .post('/right')
          .send({ code: newCode() })
          .set('X-Forwarded-For', '192.0.2.1')
          .expect(404);
    }
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
