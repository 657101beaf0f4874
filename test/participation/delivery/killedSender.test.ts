/** The sending process is killed without warning, again and again: nobody is left out, and only what was on its way can come twice. */
import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type MailServer, mailServer } from '../../support/mailServer.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const program = fileURLToPath(new URL('./supportSendingProcess.ts', import.meta.url));
const people = 60;
/** Messages that may be on their way at once. */
const onTheWay = 20;

describe('a sending process that is killed', () => {
  let server: MailServer;
  before(async () => {
    server = await mailServer();
  });
  after(() => server.stop());

  it('leaves nobody out, doubles only what was on its way, under one Message-ID, and every code is one right', async function () {
    this.timeout(120_000);
    const folder = temporaryFolder('killed');
    const start = (...asked: string[]) =>
      fork(program, [folder, ...asked], { execArgv: ['--import', 'tsx'] });
    const resultOf = async (...asked: string[]) => (await once(start(...asked), 'message'))[0];
    const wave = (await resultOf('prepare', String(people))) as string;

    const killedAt = [8, 25, 45];
    for (const [round, reached] of killedAt.entries()) {
      const sender = start('send', server.url, String(round * 11));
      server.onMessage = async () => {
        if (server.taken.length + 1 >= reached) sender.kill('SIGKILL');
        return null;
      };
      const [, signal] = await once(sender, 'exit');
      assert.equal(signal, 'SIGKILL', 'it was killed in the middle');
    }
    server.onMessage = async () => null;
    await resultOf('send', server.url, String(killedAt.length * 11));

    const mails = new Map<string, { id: string; code: string }[]>();
    for (const { to, messageId = '', text = '' } of server.taken) {
      const address = Array.isArray(to) ? '' : (to?.text ?? '');
      const code = /#([0-9A-Z]{20})/.exec(text)?.[1] ?? assert.fail('a mail without a code');
      mails.set(address, [...(mails.get(address) ?? []), { id: messageId, code }]);
    }
    assert.equal(mails.size, people);
    assert.ok(server.taken.length - people <= killedAt.length * onTheWay);
    for (const copies of mails.values()) assert.equal(new Set(copies.map(({ id }) => id)).size, 1);
    const codes = [...mails.values()].flatMap((copies) => copies.map(({ code }) => code));
    assert.equal(new Set(codes).size, codes.length);
    assert.deepEqual(await resultOf('use', wave, ...codes), {
      unusedBefore: true,
      usedAfter: true,
      used: people,
    });
  });
});
