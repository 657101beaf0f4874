/** SMS: one part where the address allows it, and a gateway that is only described by configuration. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConfigError, readConfig } from '../../../server/config.ts';
import { composeSms } from '../../../server/participation/delivery/composeSms.ts';
import { smsSender } from '../../../server/participation/delivery/smsSender.ts';
import { smsParts, smsSize } from '../../../server/waves/words/smsParts.ts';
import { smsConfig } from '../../support/inbox.ts';

/** A wave of eleven statements that closes on 25 Azar. */
const wave = {
  _id: 'abcdefgh2345',
  title: 'اعتماد',
  firstPage: { sponsor: 'استانداری آذربایجان شرقی', purpose: '', contact: 'دبیرخانه', afterLastTime: '' },
  instruments: [],
  closesAt: new Date('2026-12-16T12:00:00Z'),
  minimum: 5,
  minimumDetail: 10,
  keysFingerprint: null,
  promise: null,
  audiences: ['managers' as const],
};
const code = '7KQ2M9XD7KQ2M9XD7KQ2';

describe('the text of an SMS', () => {
  it('is the richest of the fewest parts, with who asks and until when', () => {
    const short = composeSms(wave, 'invitation', 'https://p.ea.ir', { code });
    assert.equal(short, `پیمایش استانداری تا ۲۵ آذر\nhttps://p.ea.ir/#${code}`);
    assert.equal(smsParts(short), 1);
    const long = composeSms(wave, 'reminder', 'https://survey.farhang.east-azerbaijan.example.ir', { code });
    assert.ok(long.startsWith('یادآوری پیمایش بدون نام استانداری آذربایجان شرقی تا ۲۵ آذر\n'));
    assert.equal(smsParts(long), 2);
  });

  it('holds the languages of the wave before one link', () => {
    const both = composeSms({ ...wave, messageLanguages: ['fa', 'en'] }, 'invitation', 'https://p.ea.ir', {
      code,
    });
    const lines = both.split('\n');
    assert.equal(lines.length, 3);
    assert.match(lines[0]!, /^استانداری: پیمایش|^پیمایش/);
    assert.match(lines[1]!, /survey/i);
    assert.equal(lines[2], `https://p.ea.ir/#${code}`);
  });

  it('is in both languages the richest of the parts that both need together', () => {
    const inBoth = { ...wave, messageLanguages: ['fa' as const, 'en' as const] };
    const full = 'پیمایش بدون نام استانداری آذربایجان شرقی تا ۲۵ آذر';
    for (const [length, head, parts] of [
      [5, 'استانداری: پیمایش\nStaff survey', 1],
      [13, `${full}\nAnonymous staff survey`, 2],
      [28, 'پیمایش استانداری تا ۲۵ آذر\nAnonymous staff survey until 16 December', 2],
      [38, 'پیمایش استانداری تا ۲۵ آذر\nAnonymous staff survey', 2],
    ] as const) {
      const base = `https://${'p'.repeat(length)}.ir`;
      const text = composeSms(inBoth, 'invitation', base, { code });
      assert.equal(text, `${head}\n${base}/#${code}`);
      assert.equal(smsParts(text), parts);
    }
  });

  it('is charged by 70 letters, then 64, then 67, and by more where all letters are Latin', () => {
    const parts = [0, 70, 71, 134, 135, 201, 202].map((length) => smsParts('ی'.repeat(length)));
    assert.deepEqual(parts, [1, 1, 2, 2, 3, 3, 4]);
    assert.deepEqual(
      [160, 161, 306, 307].map((length) => smsParts('a'.repeat(length))),
      [1, 2, 2, 3],
    );
    assert.equal(smsSize('[a]').length, 5);
  });
});

describe('an SMS gateway', () => {
  let answer = { status: 200, body: 'OK 1' };
  let asked: { url: string; headers: IncomingMessage['headers']; body: string }[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    asked.push({ url: request.url ?? '', headers: request.headers, body });
    response.writeHead(answer.status).end(answer.body);
  });
  let base = '';
  before(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => server.close());
  beforeEach(() => {
    asked = [];
    answer = { status: 200, body: 'OK 1' };
  });

  const send = (environment: Record<string, string>, text = 'سلام "شما" & <ما>') =>
    smsSender(smsConfig(environment)).send('+989120000001', text, { id: 'id' });

  it('gets what its templates say, escaped for the kind of body', async () => {
    const json = {
      SMS_URL: `${base}/send`,
      SMS_HEADERS: '{"Content-Type": "application/json", "X-Key": "secret"}',
      SMS_BODY: '{"to": "{to}", "from": "{sender}", "text": "{text}"}',
      SMS_SENDER: '5000',
    };
    assert.deepEqual(await send(json), { kind: 'sent' });
    assert.deepEqual(JSON.parse(asked[0]!.body), {
      to: '+989120000001',
      from: '5000',
      text: 'سلام "شما" & <ما>',
    });
    assert.equal(asked[0]?.headers['x-key'], 'secret');
    await send({ SMS_URL: `${base}/send?to={to}&text={text}`, SMS_METHOD: 'GET' });
    const query = new URL(asked[1]!.url, base).searchParams;
    assert.deepEqual([query.get('to'), query.get('text')], ['+989120000001', 'سلام "شما" & <ما>']);
    const form = '{"Content-Type": "application/x-www-form-urlencoded"}';
    await send({ SMS_URL: base, SMS_HEADERS: form, SMS_BODY: 'to={to}&text={text}' });
    assert.equal(new URLSearchParams(asked[2]!.body).get('text'), 'سلام "شما" & <ما>');
  });

  it('has its answers told apart: sent, refused for good, try later, out of order', async () => {
    const environment = { SMS_URL: base, SMS_SUCCESS: '^OK', SMS_REFUSED: 'BLACKLIST' };
    assert.equal((await send(environment)).kind, 'sent');
    answer = { status: 200, body: 'ERROR 12' };
    assert.equal((await send(environment)).kind, 'later');
    answer = { status: 200, body: 'BLACKLIST' };
    assert.equal((await send(environment)).kind, 'refused');
    for (const status of [401, 402, 429, 503]) {
      answer = { status, body: '' };
      assert.equal((await send(environment)).kind, 'channelDown', String(status));
    }
    assert.equal((await send({ SMS_URL: 'http://127.0.0.1:1/' })).kind, 'channelDown');
  });

  it('is not blamed for the pace, the credit or the password of the gateway', async () => {
    for (const [status, isPace] of [
      [429, true],
      [503, true],
      [402, undefined],
      [401, undefined],
    ] as const) {
      answer = { status, body: '' };
      const { problem, ...rest } = (await send({ SMS_URL: base })) as { problem: string };
      const expected = { kind: 'channelDown', handedOver: false, countsAgainst: false };
      assert.deepEqual(rest, isPace ? { ...expected, isPace } : expected, String(status));
    }
  });

  it('has not arrived where a gateway answers 200 and says in its body that it failed', async () => {
    for (const body of [
      '{"success":false}',
      '{"error":"no credit"}',
      '{"status":"failed","id":0}',
      '{"errors":["x"]}',
    ]) {
      answer = { status: 200, body };
      assert.equal((await send({ SMS_URL: base })).kind, 'later', body);
    }
    for (const body of ['{"success":true,"error":null}', '{"status":1,"errors":[]}', 'OK 12', '']) {
      answer = { status: 200, body };
      assert.equal((await send({ SMS_URL: base })).kind, 'sent', body);
    }
  });

  it('is refused at the start when its description is wrong, by the name of the variable', () => {
    const wrong: [Record<string, string>, RegExp][] = [
      [{ SMS_URL: 'gateway' }, /SMS_URL/],
      [{ SMS_HEADERS: '{' }, /SMS_HEADERS/],
      [{ SMS_SUCCESS: '(' }, /SMS_SUCCESS/],
      [{ SMTP_URL: 'smtp://localhost' }, /MAIL_FROM/],
      [{ SMTP_URL: 'localhost:25', MAIL_FROM: 'a@example.ir' }, /SMTP_URL/],
    ];
    for (const [environment, name] of wrong) {
      assert.throws(
        () => readConfig(environment),
        (error) => error instanceof ConfigError && name.test(error.message),
      );
    }
  });
});
