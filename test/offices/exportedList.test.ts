/** The list of offices as a file: filled in and brought back, it changes what was filled in and nothing else. */
import assert from 'node:assert/strict';
import { OfficeModel } from '../../server/offices/office.ts';
import { planOfficeImport } from '../../server/offices/planOfficeImport.ts';
import { readOffices } from '../../server/offices/readOffices.ts';
import { smallProvince } from '../campaigns/situation.ts';
import { useDesk } from '../support/useDesk.ts';

describe('the list of offices as a file', () => {
  const desk = useDesk(smallProvince);
  const planOf = async (bytes: Buffer, name: string) => {
    const stored = (await OfficeModel.find().lean()).map((office) => ({ ...office, code: office._id }));
    return planOfficeImport((await readOffices(bytes, name, stored)).offices);
  };
  const download = async (path: string) => {
    const { body } = await desk.agent
      .get(path)
      .buffer(true)
      .parse((res, done) => {
        const pieces: Buffer[] = [];
        res.on('data', (piece) => pieces.push(piece));
        res.on('end', () => done(null, Buffer.concat(pieces)));
      });
    return body as Buffer;
  };

  for (const lang of ['fa', 'en']) {
    it(`comes back unchanged as xlsx and as CSV with headings in ${lang}`, async () => {
      await desk.agent.get(`/desk?lang=${lang}`);
      for (const kind of ['xlsx', 'csv']) {
        const plan = await planOf(await download(`/desk/offices/list.${kind}`), `offices.${kind}`);
        assert.deepEqual([plan.added, plan.changed, plan.unchanged.length], [[], [], 4], kind);
      }
    });
  }

  it('takes headcounts that somebody typed into it in Persian digits', async () => {
    await desk.agent.get('/desk?lang=fa');
    const csv = (await download('/desk/offices/list.csv')).toString();
    assert.match(csv.split('\n')[0]!, /^\ufeffکد,/);
    const plan = await planOf(Buffer.from(csv.replace(',ahar,6,', ',ahar,۱۴,')), 'offices.csv');
    assert.deepEqual(plan.changed, [{ code: 'hurand', field: 'headcount', from: 6, to: 14 }]);
  });
});
