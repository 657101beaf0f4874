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

  const ours = `Received: from x\nX-Delivery-Token: ${token}\nSubject: 5.1.1\n\nText`;
  const mailOf = (head: string, body: string) =>
    Buffer.from(
      `Return-Path: <>\nFrom: MAILER-DAEMON@mx.ir\nTo: survey@example.ir\nContent-Type: text/plain; charset=utf-8\n${head}\n\n${body}`,
    );
  const inWords: [string, Buffer, [string, string] | null][] = [
    [
      'qmail',
      mailOf(
        'Subject: failure notice',
        `Hi. This is the qmail-send program at mx.ir.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<sara@office.ir>:\n192.0.2.1 does not like recipient.\nRemote host said: 550 5.1.1 No such user\nGiving up on 192.0.2.1.\n\n--- Below this line is a copy of the message.\n\n${ours}`,
      ),
      ['failed', '550 5.1.1'],
    ],
    [
      'qmail without a status',
      mailOf(
        'Subject: failure notice',
        `I'm afraid I wasn't able to deliver your message.\n<sara@office.ir>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n--- Below this line is a copy of the message.\n\n${ours}`,
      ),
      ['failed', '5.1.1'],
    ],
    [
      'Exim',
      mailOf(
        `${'X-Failed-Recipients: sara@office.ir\nAuto-Submitted: auto-replied'.replace(
          'auto-replied',
          'auto-generated',
        )}\nSubject: Mail delivery failed: returning message to sender`,
        `This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  sara@office.ir\n    SMTP error from remote mail server after RCPT TO:<sara@office.ir>:\n    550 Unrouteable address\n\n------ This is a copy of the message, including all the headers. ------\n\n${ours}`,
      ),
      ['failed', '550 5.0.0'],
    ],
    [
      'Exim that still tries',
      mailOf(
        'Subject: Warning: message 1abc delayed 24 hours',
        `A message that you sent has not yet been delivered to one or more of its recipients after more than 24 hours.\nNo action is required on your part. Delivery attempts will continue.\n\n${ours}`,
      ),
      ['delayed', '5.0.0'],
    ],
    [
      'a server that speaks Persian',
      mailOf(
        `Subject: =?utf-8?B?${Buffer.from('پیام شما تحویل نشد').toString('base64')}?=`,
        `پیام شما به sara@office.ir تحویل داده نشد.\n550 5.1.1 کاربر وجود ندارد\n\n--- Original message ---\n${ours}`,
      ),
      ['failed', '550 5.1.1'],
    ],
    [
      'fields as plain text',
      mailOf(
        'Subject: Undelivered Mail',
        `Reporting-MTA: dns; mx.ir\n\nFinal-Recipient: rfc822; sara@office.ir\nAction: failed\nStatus: 5.2.1\nDiagnostic-Code: smtp; 550 5.2.1 disabled\n\n${ours}`,
      ),
      ['failed', '550 5.2.1'],
    ],
    [
      'a holiday notice',
      mailOf(
        'Auto-Submitted: auto-replied\nSubject: Automatic reply: failed',
        `Your message could not be delivered to me, I am away.\n${ours}`,
      ),
      null,
    ],
    [
      'a holiday notice in Persian',
      mailOf(
        `Subject: =?utf-8?B?${Buffer.from('پاسخ خودکار: مرخصی').toString('base64')}?=`,
        `550 5.1.1\n${ours}`,
      ),
      null,
    ],
    ['a machine that thanks', mailOf('Subject: Received', `Your message was delivered.\n${ours}`), null],
    [
      'a person who forwards a report',
      Buffer.from(
        `Return-Path: <sara@office.ir>\nFrom: sara@office.ir\nTo: survey@example.ir\nSubject: Fwd: failure notice\n\nI wasn't able to deliver your message. 550 5.1.1\n${ours}`,
      ),
      null,
    ],
  ];
  for (const [kind, bytes, expected] of inWords)
    it(`in words alone is read, and nothing else taken for one: ${kind}`, async () => {
      const bounce = await readBounce(bytes, template);
      assert.deepEqual(bounce && [bounce.action, bounce.problem], expected);
      if (expected) assert.deepEqual(bounce?.tokens, [token]);
    });

  it('is told from a delay, after which the server still tries', async () => {
    const bounce = await read('delayed');
    assert.deepEqual([bounce?.action, bounce?.status, bounce?.tokens], ['delayed', '4.4.1', [token]]);
  });

  it('is neither a holiday notice, nor a receipt, nor a letter, nor a file that is no mail', async () => {
    assert.equal(await read('outOfOffice'), null);
    assert.equal(await read('readReceipt'), null);
    const noMails = ['', 'Subject: سلام\n\nX-Delivery-Token: abc0defgh1jkmn2pqrst', '\u0000\u0001PNG'];
    // A head that does not end is more than the library takes.
    for (const bytes of [...noMails, `"${'a,b\n'.repeat(200_000)}`, 'X: y\n'.repeat(200_000)])
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

  /** The parts of a report, each written as a server may write it. */
  const status = `Reporting-MTA: dns; mx.example.ir\nFinal-Recipient: rfc822; sara@office.ir\nAction: failed\nStatus: 5.1.1`;
  const returned = `From: survey@example.ir\nSubject: x\nX-Delivery-Token: ${token}\nTo: sara@office.ir`;
  const base64 = (text: string) => Buffer.from(text).toString('base64').replace(/.{60}/g, '$&\n');
  const quoted = (text: string) =>
    Buffer.from(text)
      .toString('latin1')
      .replace(/[=:]/g, (one) => `=${one.charCodeAt(0).toString(16).toUpperCase()}`)
      .replace(/^.{30}/gm, '$&=\n');
  const part = (head: string, body: string) => `--b\n${head}\n\n${body}\n`;
  const mail = (...parts: string[]) =>
    Buffer.from(
      `Return-Path: <>\nAuto-Submitted: auto-replied\nTo: bounce@example.ir\nMIME-Version: 1.0\nContent-Type: multipart/report; boundary=b\n\n${parts.join('')}--b--\n`.replaceAll(
        '\n',
        '\r\n',
      ),
    );
  const statusPart = part('Content-Type: message/delivery-status', status);
  const encoded = (type: string, encoding: string) =>
    part(
      `Content-Type: ${type}\nContent-Transfer-Encoding: ${encoding}`,
      encoding === 'base64' ? base64(returned) : quoted(returned),
    );

  it('finds the token in headers that come back encoded, folded, late or inside another mail', async () => {
    const outer = (body: string) =>
      `From: relay@office.ir\nContent-Type: multipart/mixed; boundary=c\n\n--c\n${body}\n--c--`;
    const ways: Record<string, string> = {
      plain: part('Content-Type: text/rfc822-headers', returned),
      base64: encoded('text/rfc822-headers', 'base64'),
      quoted: encoded('text/rfc822-headers', 'quoted-printable'),
      'a whole mail in base64': encoded('message/rfc822', 'base64'),
      'a mail with letters of any script': encoded('message/global', 'base64'),
      'headers alone': encoded('message/rfc822-headers', 'base64'),
      'an empty line first': part('Content-Type: text/rfc822-headers', `\n${returned}`),
      folded: part('Content-Type: text/rfc822-headers', returned.replace('Token: ', 'Token:\n ')),
      'capital letters': part('Content-Type: message/rfc822', returned.toUpperCase()),
      'a mail in a mail': part(
        'Content-Type: message/rfc822',
        outer(`Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n${base64(returned)}`),
      ),
      'a letter in UTF-16': part(
        'Content-Type: text/plain; charset=utf-16le\nContent-Transfer-Encoding: base64',
        Buffer.from(`The headers:\n${returned}\n`, 'utf16le').toString('base64'),
      ),
    };
    for (const [way, one] of Object.entries(ways))
      assert.deepEqual((await readBounce(mail(statusPart, one), template))?.tokens, [token], way);
  });

  it('is read whether or not lines part its groups, and in any encoding', async () => {
    const second = 'Final-Recipient: rfc822; ali@office.ir\nAction: delivered\nStatus: 2.0.0';
    const ways: Record<string, string> = {
      'no blank line': part('Content-Type: message/delivery-status', status),
      'one recipient after another': part(
        'Content-Type: message/delivery-status',
        `${second}\n${status.replace(/^.*\n/, '')}`,
      ),
      'two names of a recipient': part(
        'Content-Type: message/delivery-status',
        `${second}\nOriginal-Recipient: rfc822;s@office.ir\n${status.replace(/^.*\n/, '')}`,
      ),
      'lines of blanks': part(
        'Content-Type: message/delivery-status',
        status.replace('\nFinal', '\n \t\nFinal'),
      ),
      base64: part(
        'Content-Type: message/delivery-status\nContent-Transfer-Encoding: base64',
        base64(status),
      ),
      quoted: part(
        'Content-Type: message/global-delivery-status\nContent-Transfer-Encoding: quoted-printable',
        quoted(status),
      ),
      'a folded status': part(
        'Content-Type: message/delivery-status',
        status.replace('Status: ', 'Status:\n\t'),
      ),
    };
    for (const [way, one] of Object.entries(ways)) {
      const bounce = await readBounce(mail(one, encoded('message/rfc822', 'base64')), template);
      assert.deepEqual([bounce?.action, bounce?.status, bounce?.tokens], ['failed', '5.1.1', [token]], way);
    }
  });

  it('is read inside the mail of a relay, and not inside the letter of a person', async () => {
    const inner = mail(statusPart, encoded('message/rfc822', 'base64'))
      .toString()
      .replaceAll('=b', '=d')
      .replaceAll('--b', '--d')
      .replaceAll('\r', '');
    const carrying = mail(part('Content-Type: message/rfc822', inner));
    assert.equal((await readBounce(carrying, template))?.status, '5.1.1');
    const letter = carrying.toString().replace(/^Return-Path.*\r\nAuto.*\r\n/, 'From: ali@office.ir\r\n');
    assert.equal(await readBounce(Buffer.from(letter), template), null);
  });

  it('is read in its first half megabyte, however much was sent back', async () => {
    const long = Buffer.concat([report('postfix', token), Buffer.alloc(5_000_000, 'x')]);
    assert.equal((await readBounce(long, template))?.status, '5.1.1');
  });
});
