/** A kiosk made through the administrator's form, and the secret of its one-time link. */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import { KioskModel } from '../../server/kiosks/kiosk.ts';
import { type Agent, postForm } from '../support/people.ts';

export async function newKiosk(agent: Agent, office = 'ea-ahar', name = 'کنار میز خدمت') {
  const page = await postForm(agent, '/desk/kiosks', { name, office, point: '' });
  assert.equal(page.status, 200, page.text);
  const address = load(page.text)('.link').text();
  const id = (await KioskModel.findOne({ name, office }).lean())?._id ?? '';
  return { id, address, link: address.split('#')[1] ?? '' };
}
