/** Kiosks on the server: registered with a one-time link, seen by the hour, revoked; nothing of them meets a code or an answer. */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import supertest from 'supertest';
import { AuditModel } from '../../server/accounts/audit/auditEntry.ts';
import { KioskModel } from '../../server/kiosks/kiosk.ts';
import { PointModel } from '../../server/kiosks/point.ts';
import { seedOffices } from '../../server/offices/seedOffices.ts';
import { WaveModel } from '../../server/waves/wave.ts';
import { noon } from '../support/fixedClock.ts';
import { postForm } from '../support/people.ts';
import { situation } from '../support/situation.ts';
import { useDesk } from '../support/useDesk.ts';
import { newKiosk } from './supportKiosk.ts';

describe('kiosks', () => {
  const desk = useDesk(({ clock }) => seedOffices(clock.now()));

  const device = (path: string, body: object) =>
    supertest(desk.app).post(`/kiosk/${path}`).set('Accept', 'application/json').send(body);
  const registered = async () => {
    const made = await newKiosk(desk.agent);
    const { body } = await device('registration', { link: made.link }).expect(200);
    return { ...made, token: String(body.token), body };
  };

  it('are registered by a link that works once, and only hashes of its secrets are stored', async () => {
    const { id, address, link, token, body } = await registered();
    assert.match(address, /\/kiosk#[a-z0-9]{32}$/);
    assert.equal(body.nameFa, 'فرمانداری اهر');
    const stored = JSON.stringify(await KioskModel.findById(id).lean());
    assert.ok(!stored.includes(link) && !stored.includes(token));
    const again = await device('registration', { link }).expect(404);
    assert.equal(again.body.error.key, 'kiosks:linkRefused');
    const actions = (
      await AuditModel.find({ subject: { kind: 'kiosk', id } })
        .sort({ _id: 1 })
        .lean()
    ).map(({ action }) => action);
    assert.deepEqual(actions, ['kiosk.create', 'kiosk.link', 'kiosk.register']);
  });

  it('register and are heard whatever secrets others at the address have tried', async () => {
    const { token } = await registered();
    const { link } = await newKiosk(desk.agent, 'ea-ahar', 'دیگر');
    for (let tries = 0; tries < 30; tries += 1) {
      await device('registration', { link: `x${tries}` }).expect(404);
      await device('heartbeat', { token: `x${tries}` }).expect(404);
    }
    await device('heartbeat', { token: 'x' }).expect(429);
    await device('heartbeat', { token }).expect(200);
    await device('registration', { link }).expect(200);
  });

  it('cannot be registered after seven days', async () => {
    const { link } = await newKiosk(desk.agent);
    desk.clock.advanceHours(7 * 24 + 1);
    await device('registration', { link }).expect(404);
  });

  it('give a sign of life of which the hour alone is kept, and hear of the waves of their office', async () => {
    const { id, token } = await registered();
    const { wave } = await situation.openWave({ keyDir: desk.config.keyDir, offices: 1, invitations: 0 });
    const other = await situation.openWave({ keyDir: desk.config.keyDir, offices: 1, invitations: 0 });
    const [office] = wave.offices;
    await WaveModel.updateOne({ _id: wave._id }, { $set: { offices: [{ ...office, code: 'ea-ahar' }] } });
    desk.clock.set(new Date(noon.getTime() + 25 * 60_000));
    const { body, headers } = await device('heartbeat', { token }).expect(200);
    assert.deepEqual(
      body.waves.map(({ id: one }: { id: string }) => one),
      [wave._id],
    );
    assert.ok(!JSON.stringify(body).includes(other.wave._id));
    assert.equal(headers['set-cookie'], undefined);
    assert.equal(headers['cache-control'], 'no-store');
    const seen = (await KioskModel.findById(id).lean())?.seenAt;
    assert.equal(seen?.toISOString(), '2026-11-23T08:00:00.000Z');
  });

  it('are told that they are none any more when they were revoked, and can be registered anew', async () => {
    const { id, token } = await registered();
    assert.equal((await postForm(desk.agent, `/desk/kiosks/${id}/revocation`, {})).status, 303);
    await device('heartbeat', { token }).expect(404);
    const fresh = load((await postForm(desk.agent, `/desk/kiosks/${id}/link`, {})).text)('.link').text();
    const { body } = await device('registration', { link: fresh.split('#')[1] }).expect(200);
    await device('heartbeat', { token }).expect(404);
    await device('heartbeat', { token: body.token }).expect(200);
  });

  it('are listed with their state, those without a sign for days first', async () => {
    await registered();
    await newKiosk(desk.agent, 'ea-ahar', 'راهرو');
    const states = async () =>
      load((await desk.agent.get('/desk/kiosks').expect(200)).text)('.kiosk-state')
        .toArray()
        .map((one) => one.attribs.class?.split(' ')[1]);
    assert.deepEqual(await states(), ['waiting', 'active']);
    desk.clock.advanceHours(4 * 24);
    await desk.signInAgain();
    assert.deepEqual(await states(), ['silent', 'waiting']);
  });

  it('need a name, an office that exists, and a point of that office', async () => {
    for (const fields of [
      { name: '', office: 'ea-ahar', point: '' },
      { name: 'راهرو', office: 'nowhere', point: '' },
      { name: 'راهرو', office: 'ea-ahar', point: 'P-1' },
    ]) {
      const page = await postForm(desk.agent, '/desk/kiosks', fields);
      assert.equal(page.status, 422);
      assert.equal(load(page.text)('.error-summary a').length, 1);
    }
    assert.equal(await KioskModel.countDocuments({}), 0);
    await PointModel.create({ _id: 'P-1', office: 'ea-ahar', name: 'اهر', kind: '' });
    await postForm(desk.agent, '/desk/kiosks', { name: 'راهرو', office: 'ea-ahar', point: ' P–۱' });
    assert.equal((await KioskModel.findOne({}).lean())?.point, 'P-1');
    assert.equal((await postForm(desk.agent, '/desk/kiosks/nowhere/revocation', {})).status, 404);
  });

  it('have a start page that sets no cookie and says without script what it cannot do', async () => {
    const page = await supertest(desk.app).get('/kiosk').expect(200);
    assert.equal(page.headers['set-cookie'], undefined);
    const html = load(page.text);
    assert.equal(html('html').attr('dir'), 'rtl');
    assert.match(page.text, /<noscript>.*نمی‌تواند کیوسک باشد/);
    await device('registration', {}).expect(400);
  });
});
