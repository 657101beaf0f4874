/** Webhooks: what is told and what never, by a signature that others check, to hosts that were allowed and to no other address. */
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { load } from 'cheerio';
import { AuditModel } from '../../server/accounts/audit/auditEntry.ts';
import type { Resolve } from '../../server/api/webhooks/postToHost.ts';
import { isPrivateOrPublic, isPublicAddress } from '../../server/api/webhooks/publicAddress.ts';
import { sendWebhooks, waitsMs } from '../../server/api/webhooks/sendWebhooks.ts';
import { WebhookModel } from '../../server/api/webhooks/webhook.ts';
import { WebhookDeliveryModel } from '../../server/api/webhooks/webhookDelivery.ts';
import { WebhookHostModel } from '../../server/api/webhooks/webhookHost.ts';
import { InvitationModel } from '../../server/participation/invitation.ts';
import { type Wave, WaveModel } from '../../server/waves/wave.ts';
import { postForm } from '../support/people.ts';
import { situation } from '../support/situation.ts';
import { useDesk } from '../support/useDesk.ts';

const page = '/desk/system/webhooks';
const secret = 'a secret of the tests';
const all = ['wave.opened', 'wave.closed', 'wave.counted', 'wave.released', 'plan.due'];

interface Received {
  headers: Record<string, unknown>;
  body: string;
}

describe('webhooks', () => {
  let server: Server;
  let host: string;
  let status = 204;
  const received: Received[] = [];
  before(async () => {
    server = createServer((req, res) => {
      let body = '';
      req.on('data', (part) => {
        body += part;
      });
      req.on('end', () => {
        received.push({ headers: req.headers, body });
        res.writeHead(status, { location: `http://${host}/elsewhere` }).end();
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => server.close());

  let wave: Wave;
  const desk = useDesk(async ({ config }) => {
    received.length = 0;
    status = 204;
    ({ wave } = await situation.openWave({ keyDir: config.keyDir, headcount: 45, invitations: 20 }));
  });
  const minutes = (count: number) => new Date(desk.clock.now().getTime() + count * 60_000);
  const round = (after = 0, resolve?: Resolve) => sendWebhooks(minutes(after), secret, resolve);
  const allow = (more: Record<string, string> = { isPrivate: 'yes', isPlain: 'yes' }) =>
    postForm(desk.agent, '/desk/system/webhook-hosts', { host, ...more });
  const create = (url = `http://${host}/hooks`) => postForm(desk.agent, page, { url, events: all });
  const close = () =>
    WaveModel.updateOne({ _id: wave._id }, { $set: { state: 'closed', closedAt: desk.clock.now() } });

  it('go only to an address whose host an administrator has allowed, by TLS unless that was allowed too', async () => {
    assert.equal((await create()).status, 422);
    await allow({ isPrivate: 'yes' });
    assert.equal((await create()).status, 422);
    await allow();
    for (const url of ['ftp://x', `http://a:b@${host}/`, `http://${host}/#x`, 'http://127.0.0.1:1/', ''])
      assert.equal((await create(url)).status, 422, url);
    assert.equal((await create()).status, 200);
    assert.deepEqual(
      (await AuditModel.find({ action: 'webhook.create' }).lean()).map(({ detail }) => detail.host),
      [host],
    );
  });

  it('are signed as Standard Webhooks says, with a secret that is shown once and stored nowhere', async () => {
    await allow();
    const shown = load((await create()).text)('.notice .code').text();
    assert.match(shown, /^whsec_[A-Za-z0-9+/=]{44}$/);
    assert.ok(!(await desk.agent.get(page)).text.includes(shown));
    assert.ok(!JSON.stringify(await WebhookModel.find().lean()).includes(shown.slice(6, 30)));
    await close();
    await round();
    const [{ headers, body }] = received as [Received];
    const key = Buffer.from(shown.slice(6), 'base64');
    const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
    assert.equal(
      headers['webhook-signature'],
      `v1,${createHmac('sha256', key).update(signed).digest('base64')}`,
    );
    assert.equal(Number(headers['webhook-timestamp']), Math.floor(desk.clock.now().getTime() / 1000));
    assert.deepEqual(JSON.parse(body), {
      type: 'wave.closed',
      timestamp: desk.clock.now().toISOString(),
      data: { wave: wave._id },
    });
  });

  it('tell each event once, nothing from before, and of a running wave nothing when somebody answers', async () => {
    await allow();
    await create();
    await round();
    assert.equal(received.length, 0, 'the wave was open before');
    const before = JSON.stringify(await WebhookDeliveryModel.find().lean());
    await InvitationModel.updateMany({}, { $set: { used: true } });
    await round(5);
    assert.equal(JSON.stringify(await WebhookDeliveryModel.find().lean()), before);
    await close();
    await round(6);
    await round(7);
    await WaveModel.updateOne({ _id: wave._id }, { $set: { state: 'counted', countedAt: minutes(8) } });
    await round(9);
    for (const releasedTo of [['managers'], ['managers', 'public']]) {
      await WaveModel.updateOne({ _id: wave._id }, { $set: { state: 'released', releasedTo } });
      await round(10);
    }
    const told = received.map(({ body }) => JSON.parse(body) as { type: string; data: object });
    assert.deepEqual(
      told.map(({ type }) => type),
      ['wave.closed', 'wave.counted', 'wave.released', 'wave.released'],
    );
    for (const { data } of told) assert.deepEqual(data, { wave: wave._id });
  });

  it('try again after longer and longer times with one id, then stop and are listed until somebody has them sent again', async () => {
    await allow();
    await create();
    await close();
    status = 500;
    let minute = 0;
    for (const wait of [0, ...waitsMs]) {
      minute += wait / 60_000;
      await round(minute - 0.01);
      await round(minute);
    }
    assert.equal(received.length, waitsMs.length + 1);
    assert.equal(new Set(received.map(({ headers }) => headers['webhook-id'])).size, 1);
    await round(minute + 10_000);
    assert.equal(received.length, waitsMs.length + 1);
    const failed = load((await desk.agent.get(page)).text);
    assert.match(failed('table').text(), /۵۰۰/);
    status = 200;
    const { _id } = await WebhookModel.findOne().orFail().lean();
    assert.equal((await postForm(desk.agent, `${page}/${_id}/retry`, {}, page)).status, 303);
    await round(0);
    assert.equal((await WebhookDeliveryModel.findOne().lean())?.state, 'sent');
  });

  it('follow no redirect, and go nowhere once their host is forbidden', async () => {
    await allow();
    await create();
    status = 302;
    const { _id } = await WebhookModel.findOne().orFail().lean();
    await postForm(desk.agent, `${page}/${_id}/test`, {}, page);
    assert.equal(received.length, 1);
    assert.equal(JSON.parse(received[0]!.body).type, 'test');
    assert.match((await desk.agent.get(page)).text, /۳۰۲/);
    await postForm(desk.agent, '/desk/system/webhook-hosts/removal', { host }, page);
    await close();
    await round();
    assert.equal(received.length, 1);
    assert.equal((await WebhookDeliveryModel.findOne().lean())?.outcome, 'host');
  });

  it('reach no private address by a name, whatever it is resolved to and whenever', async () => {
    const port = host.split(':')[1];
    const name = `hooks.example.ir:${port}`;
    await WebhookHostModel.create({ _id: name, isPrivate: false, isPlain: true, allowedBy: 'sara' });
    assert.equal((await create(`http://${name}/`)).status, 200);
    await close();
    const answers = [
      ['127.0.0.1'],
      ['8.8.8.8', '127.0.0.1'],
      ['::1'],
      ['::ffff:127.0.0.1'],
      ['169.254.169.254'],
    ];
    let minute = 0;
    for (const [at, addresses] of answers.entries()) {
      minute += at === 0 ? 0 : waitsMs[at - 1]! / 60_000;
      await round(minute, (_, done) =>
        done(
          null,
          addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
        ),
      );
      const { outcome, attempts } = (await WebhookDeliveryModel.findOne().lean())!;
      assert.deepEqual([outcome, attempts], ['address', at + 1], addresses.join(' '));
    }
    assert.equal(received.length, 0);
    await WebhookHostModel.updateOne({ _id: name }, { $set: { isPrivate: true } });
    minute += waitsMs[answers.length - 1]! / 60_000;
    await round(minute, (_, done) => done(null, [{ address: '127.0.0.1', family: 4 }]));
    assert.equal(received.length, 1);
  });
});

describe('addresses', () => {
  it('are public, private or neither', () => {
    for (const address of ['8.8.8.8', '185.143.233.1', '2a00:1450:4001::1'])
      assert.ok(isPublicAddress(address) && isPrivateOrPublic(address), address);
    const privates = ['10.0.0.1', '127.0.0.1', '192.168.1.1', '172.31.0.1', '100.64.0.1', '::1', 'fd00::1'];
    for (const address of privates)
      assert.ok(!isPublicAddress(address) && isPrivateOrPublic(address), address);
    const nobody = ['0.0.0.0', '169.254.169.254', '224.0.0.1', '255.255.255.255', '::', 'fe80::1', 'ff02::1'];
    const wrapped = [
      '::ffff:10.0.0.1',
      '64:ff9b::7f00:1',
      '64:ff9b:1::a9fe:a9fe',
      '2002:a9fe:a9fe::',
      '2001::5601:5601',
      'x',
    ];
    for (const address of [...nobody, ...wrapped])
      assert.ok(!isPublicAddress(address) && !isPrivateOrPublic(address), address);
    assert.ok(!isPublicAddress('2002:7f00:1::'));
  });
});
