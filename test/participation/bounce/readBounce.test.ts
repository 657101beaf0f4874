/** Reports of failed delivery as Postfix, Exchange, Gmail and Exim write them, and what is none. */
import assert from 'node:assert/strict';
import { readBounce } from '../../../server/participation/bounce/readBounce.ts';
import { report, template } from './reports.ts';

const token = 'abc0defgh1jkmn2pqrst';

describe('a report of failed delivery', () => {
  const read = (name: string) => readBounce(report(name, token), template);

  it('is read whatever server wrote it: which message, and why', async () => {
    for (const [name, problem] of [
      ['postfix', '550 5.1.1'],
      ['exchange', '550 5.1.10'],
      ['gmail', '550 5.1.1'],
      ['expired', '452 4.2.2'],
    ] as const) {
      const bounce = await read(name);
      assert.deepEqual(
        { tokens: bounce?.tokens, action: bounce?.action, problem: bounce?.problem },
        { tokens: [token], action: 'failed', problem },
        name,
      );
    }
  });

  it('is told from a delay, after which the server still tries', async () => {
    const bounce = await read('delayed');
    assert.deepEqual([bounce?.action, bounce?.status, bounce?.tokens], ['delayed', '4.4.1', [token]]);
  });

  it('is neither a holiday notice, nor a receipt, nor a letter, nor a file that is no mail', async () => {
    assert.equal(await read('outOfOffice'), null);
    assert.equal(await read('readReceipt'), null);
    for (const bytes of ['', 'Subject: سلام\n\nX-Delivery-Token: abc0defgh1jkmn2pqrst', '\u0000\u0001PNG'])
      assert.equal(await readBounce(Buffer.from(bytes), template), null);
  });

  it('holds nothing of a person: no address and none of the words of the server', async () => {
    for (const name of ['postfix', 'exchange', 'gmail', 'delayed', 'expired']) {
      const kept = JSON.stringify(await read(name));
      assert.doesNotMatch(kept, /@|sara|ali|reza|mailbox|host|Recipient/i, name);
    }
  });

  it('finds the token in the return address even where nothing of our mail is sent back', async () => {
    const bare = report('gmail', token).toString();
    assert.ok(!bare.includes('X-Delivery-Token'));
    assert.deepEqual((await readBounce(Buffer.from(bare), template))?.tokens, [token]);
    assert.deepEqual((await readBounce(Buffer.from(bare), 'bounce@example.ir'))?.tokens, []);
    const catchAll = bare.replaceAll(`bounce+${token}@example.ir`, `${token}@bounce.example.ir`);
    assert.deepEqual((await readBounce(Buffer.from(catchAll), '{token}@bounce.example.ir'))?.tokens, [token]);
  });

  it('is read in its first half megabyte, however much was sent back', async () => {
    const long = Buffer.concat([report('postfix', token), Buffer.alloc(5_000_000, 'x')]);
    assert.equal((await readBounce(long, template))?.status, '5.1.1');
  });
});
