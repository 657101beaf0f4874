/** The first page of the desk: the way to the first wave, and after that what is to be done, by urgency with one button each. */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import { OfficeModel } from '../../server/offices/office.ts';
import { InvitationModel } from '../../server/participation/invitation.ts';
import { WaveModel } from '../../server/waves/wave.ts';
import { makeDraft, smallProvince } from '../campaigns/situation.ts';
import { account, people } from '../support/people.ts';
import { useDesk } from '../support/useDesk.ts';

describe('the first page of the desk', () => {
  const desk = useDesk(smallProvince);
  const home = async () => load((await desk.agent.get('/desk').expect(200)).text);

  it('leads to the first wave in steps, one of them for practice, and goes on where somebody left it', async () => {
    await OfficeModel.updateOne({ _id: 'hurand' }, { headcount: null });
    const steps = async () => {
      const page = await home();
      return page('.numbered li')
        .toArray()
        .map((one) => [page(one).find('a').attr('href'), page(one).hasClass('done')]);
    };
    assert.deepEqual(await steps(), [
      ['/desk/offices', true],
      ['/desk/offices?missing=1', false],
      ['/desk/accounts', false],
      ['/desk/try-out', false],
      ['/desk/waves/new', false],
    ]);
    await OfficeModel.updateOne({ _id: 'hurand' }, { headcount: 6 });
    await account(people.manager);
    assert.deepEqual(
      (await steps()).map(([, done]) => done),
      [true, true, true, false, false],
    );
    assert.equal((await home())('.tasks .button:not(.secondary)').length, 1, 'one solid button');
    await makeDraft(desk.agent);
    assert.equal((await home())('.numbered').length, 0);
  });

  it('says in its title what is urgent, and groups the rest', async () => {
    const id = await makeDraft(desk.agent);
    const groups = async () => {
      const page = await home();
      const named = page('.tasks').toArray();
      return [page('h1').text().trim(), ...named.map((one) => page(one).attr('class')?.split(' ').at(-1))];
    };
    assert.deepEqual(await groups(), ['کار فوری ندارید؛ ۱ کار بعدی', 'week']);
    await WaveModel.updateOne({ _id: id }, { state: 'counted' });
    assert.deepEqual(await groups(), ['امروز ۱ کار دارید', 'today']);
    assert.equal((await home())('.tasks.today a').attr('href'), `/desk/waves/${id}/release`);
    await WaveModel.updateOne({ _id: id }, { state: 'open' });
    assert.deepEqual(await groups(), ['امروز ۲ کار دارید', 'today']);
    const tasks = await home();
    assert.equal(tasks('.tasks.today a').last().attr('href'), `/desk/waves/${id}/invitations`);
    await InvitationModel.create({ _id: 'one', wave: id, office: 'hurand', unit: 'hurand' });
    assert.deepEqual(await groups(), ['امروز ۱ کار دارید', 'today', 'open']);
    await OfficeModel.updateOne({ _id: 'hurand' }, { headcount: null });
    assert.equal((await home())('.tasks.open li').length, 2);
  });

  it('shows the waves of this year on their lines, with links, states and rates', async () => {
    await WaveModel.deleteMany({});
    const id = await makeDraft(desk.agent);
    const rows = async () => (await home())('.on-desk .year tbody tr').toArray().length;
    assert.equal(await rows(), 1);
    const page = await home();
    assert.equal(page('.year a').attr('href'), `/desk/waves/${id}`);
    assert.equal(page('.year .draft').length > 0, true);
    const order = page('.home-wide, .tasks, .first')
      .toArray()
      .map((one) => page(one).attr('class')?.split(' ').pop());
    assert.equal(order[0], 'on-desk', 'what is seen first on a desk comes first');
    assert.equal(order.at(-1), 'on-phone', 'and last where it is seen last');
    await WaveModel.updateOne(
      { _id: id },
      { opensAt: new Date('2020-01-01'), closesAt: new Date('2020-02-01') },
    );
    assert.equal(await rows(), 0, 'of another year');
  });
});
