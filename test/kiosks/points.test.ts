/** Network points: the list with its preview, everything wrong with it told by line, and the page of reach. */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import { KioskModel } from '../../server/kiosks/kiosk.ts';
import { PointModel } from '../../server/kiosks/point.ts';
import { seedOffices } from '../../server/offices/seedOffices.ts';
import { csrfOf, postForm } from '../support/people.ts';
import { useDesk } from '../support/useDesk.ts';

describe('network points', () => {
  const desk = useDesk(({ clock }) => seedOffices(clock.now()));

  async function upload(content: string) {
    const token = csrfOf((await desk.agent.get('/desk')).text);
    const post = desk.agent.post('/desk/kiosks/points').field('_csrf', token);
    return post.attach('file', Buffer.from(content), 'points.csv');
  }
  const confirm = (content: string, fields = {}) =>
    postForm(desk.agent, '/desk/kiosks/points/confirmation', { content, fileName: 'points.csv', ...fields });

  const list =
    '\ufeffcode;office;name;kind\nP-۱;ea-ahar;فرمانداري اهر;فرمانداری\nP-2;ea–ahar;میز خدمت اهر;میز خدمت\nP-3;ea-mianeh;میانه;\n';

  it('are stored after a preview, in one letter form and with codes in ASCII', async () => {
    const preview = await upload(list);
    assert.equal(preview.status, 200);
    assert.equal(load(preview.text)('tbody tr').length, 3);
    assert.equal(await PointModel.countDocuments({}), 0);
    assert.equal((await confirm(list)).status, 303);
    assert.equal(await PointModel.countDocuments({ office: 'ea-ahar' }), 2);
    const first = await PointModel.findById('P-1').lean();
    assert.deepEqual(first, { _id: 'P-1', office: 'ea-ahar', name: 'فرمانداری اهر', kind: 'فرمانداری' });
  });

  it('that a later list does not name stay, unless their removal is asked for', async () => {
    await confirm(list);
    await KioskModel.create({ _id: 'k', name: 'راهرو', office: 'ea-ahar', point: 'P-2' });
    const shorter = 'code,office,name,kind\nP-1,ea-ahar,فرمانداری اهر,فرمانداری\n';
    assert.match((await upload(shorter)).text, /name="remove"/);
    await confirm(shorter);
    assert.equal(await PointModel.countDocuments({}), 3);
    await confirm(shorter, { remove: '1' });
    assert.equal(await PointModel.countDocuments({}), 1);
    assert.equal((await KioskModel.findById('k').lean())?.point, null);
  });

  it('are refused with the line of everything that is wrong, and nothing changes', async () => {
    const wrong =
      'code,office,name,kind\nP 1,ea-ahar,نام,\nP-2,nowhere,نام,\nP-3,ea-ahar,,\nP-4,ea-ahar,نام,\nP-4,ea-ahar,نام,\n';
    const page = load(
      (
        await upload(wrong).then((answer) => {
          assert.equal(answer.status, 422);
          return answer;
        })
      ).text,
    );
    const lines = page('.error-summary li')
      .toArray()
      .map((one) => page(one).text());
    assert.deepEqual(
      lines.map((line) => /سطر ([۰-۹]+)/.exec(line)?.[1]),
      ['۲', '۳', '۴', '۶'],
    );
    for (const text of ['', 'name,kind\na,b\n', 'code,office,name\n', 'code,office,name\n"P-1,ea-ahar,x\n']) {
      assert.equal((await upload(text)).status, 422, text);
    }
    assert.equal((await confirm(wrong)).status, 422);
    assert.equal(await PointModel.countDocuments({}), 0);
  });

  it('have a name of at most two hundred letters, and are not stored by a form without its list', async () => {
    const named = (letters: number) => `code,office,name\nP-1,ea-ahar,${'ن'.repeat(letters)}\n`;
    assert.equal((await upload(named(201))).status, 422);
    assert.equal((await postForm(desk.agent, '/desk/kiosks/points/confirmation', {})).status, 400);
    assert.equal(await PointModel.countDocuments({}), 0);
    assert.equal((await confirm(named(200))).status, 303);
    assert.equal(await PointModel.countDocuments({}), 1);
  });

  it('show how far the network and the kiosks reach, office by office', async () => {
    await confirm(list);
    await KioskModel.create({
      _id: 'a',
      name: 'الف',
      office: 'ea-marand',
      tokenHash: 'x',
      seenAt: desk.clock.now(),
    });
    await KioskModel.create({ _id: 'b', name: 'ب', office: 'ea-ahar' });
    const page = load((await desk.agent.get('/desk/kiosks/reach').expect(200)).text);
    const cells = (name: string) => {
      const row = page('tbody tr').filter((_, one) => page(one).find('bdi').first().text() === name);
      return row
        .find('td')
        .toArray()
        .map((one) => page(one).text());
    };
    assert.deepEqual(cells('فرمانداری اهر'), ['۲', '۰', '۱']);
    assert.deepEqual(cells('فرمانداری مرند'), ['۰', '۱', '۰']);
    const offices = page('tbody tr').length;
    assert.equal(page('tbody tr.unreached').length, offices - 3);
  });
});
