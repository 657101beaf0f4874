/** The map of the comparison: it says what the table beside it says, keeps what the table hides, and is there where places are known. */
import assert from 'node:assert/strict';
import { type CheerioAPI, load } from 'cheerio';
import type { Express } from 'express';
import { type Office, OfficeModel, officeSearchKey } from '../../server/offices/office.ts';
import { type Agent, people, signInAs } from '../support/people.ts';
import { testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';
import { assertReads, province, sheets, storedWave } from './storedWave.ts';

const places: Record<string, [number, number]> = {
  north: [38.9, 46.5],
  south: [37.1, 46.1],
  east: [38, 47.7],
  few: [38.1, 45.6],
  fewer: [38.4, 45.9],
  ten: [37.5, 46.9],
  nine: [37.6, 46.5],
};

async function storeOffice(code: string, parent: string, [latitude, longitude]: readonly (number | null)[]) {
  const office = {
    _id: code,
    level: 'governorate',
    nameFa: code,
    nameEn: code,
    shortNameFa: `${code}`,
    shortNameEn: null,
    parent,
    statisticalCode: null,
    validFrom: null,
    validTo: null,
    replaces: [],
    headcount: null,
    latitude: latitude ?? null,
    longitude: longitude ?? null,
  } satisfies Omit<Office, 'searchKey'>;
  await OfficeModel.create({ ...office, searchKey: officeSearchKey(office) });
}

describe('the map of the province', function () {
  this.timeout(60_000);
  useDatabase();
  let app: Express;
  let analyst: Agent;
  before(async () => {
    app = (await testApp()).app;
  });
  beforeEach(async () => {
    analyst = await signInAs(app, people.analyst);
    await storedWave({
      offices: {
        ...province,
        east: { parent: 'root', headcount: 80, answers: sheets(50, 2) },
        few: { parent: 'root', headcount: 30, answers: sheets(4, 1) },
        fewer: { parent: 'root', headcount: 30, answers: sheets(3, 1) },
        nine: { parent: 'root', headcount: 30, answers: sheets(9, 2) },
        ten: { parent: 'root', headcount: 30, answers: sheets(8, 1) },
      },
      units: { 'south.joined': ['c', 'd'] },
    });
  });

  async function read(query = '', lang: 'fa' | 'en' = 'fa'): Promise<CheerioAPI> {
    const { text } = await analyst
      .get(`/desk/reports/wave/comparison?lang=${lang}${query}`)
      .redirects(1)
      .expect(200);
    assertReads(text, lang);
    return load(text);
  }

  /** Number, mark and word by name; a word may have the difference behind it. */
  const said = ($: CheerioAPI, row: string, name: string, value: string, word: string) =>
    new Map(
      $(row)
        .toArray()
        .map((one) => {
          const text = (part: string) => $(part, one).first().text().replaceAll(/\s+/g, ' ').trim();
          return [text(name), { value: text(value), mark: $('.mark', one).html(), word: text(word) }];
        }),
    );

  it('says what the table beside it says, and hides what the table hides by the same mark', async () => {
    for (const [code, place] of Object.entries(places)) await storeOffice(code, 'root', place);
    for (const lang of ['fa', 'en'] as const) {
      const $ = await read('', lang);
      const tiles = said($, '.tile', '.tile-name', 'strong', '.visually-hidden');
      const table = said($, '.caterpillar tbody tr', 'th', '.score', '.difference, .locked');
      assert.deepEqual([...tiles.keys()].sort(), Object.keys(places).sort());
      assert.deepEqual([...table.keys()].sort(), [...tiles.keys()].sort());
      for (const [name, tile] of tiles) {
        const row = table.get(name)!;
        assert.deepEqual({ ...row, word: tile.word }, tile, name);
        assert.ok(row.word.startsWith(tile.word), `${name}: ${row.word}`);
      }
      assert.equal(tiles.get('few')?.value, '', 'four answers have no number');
      for (const kind of ['unclear', 'rounded', 'tooFew'])
        assert.ok($(`.tile-${kind}`).length > 0, `${lang}: no tile is ${kind}`);
      assert.ok($($('.skip-map').attr('href')!).is('[tabindex]'), 'the skip link leads to the table');
      assert.equal($('.tile[href$="#map-chosen"]').length, $('.tile').length);
    }
  });

  it('leaves the table alone where no places are known, and says the same there', async () => {
    const without = await read();
    assert.equal(without('.tile').length, 0);
    // Without tiles it is the rows that open what is below.
    assert.equal(without('.caterpillar th a.note[href*="at=south"]').length, 1);
    without('.caterpillar th a.note').remove();
    const table = without('.caterpillar').text().replace(/\s+/g, ' ');
    for (const [code, place] of Object.entries(places)) await storeOffice(code, 'root', place);
    assert.equal((await read())('.caterpillar').text().replace(/\s+/g, ' '), table);
  });

  it('opens the offices below a chosen one by a link, in each of its states, and keeps it while the order changes', async () => {
    for (const [code, place] of Object.entries(places)) await storeOffice(code, 'root', place);
    const $ = await read(
      `&${new URL(`http://x${(await read())('.tile').first().attr('href')}`).searchParams}`,
    );
    assert.equal($('.tile[aria-current="true"]').length, 1);
    assert.equal($('#map-chosen h3').length, 1);
    const north = await read('&at=north');
    const rows = north('.map-chosen ~ .map-level tbody tr').toArray();
    assert.deepEqual(rows.map((row) => north('th', row).text()).sort(), ['empty', 'small', 'tiny']);
    const south = await read('&at=south');
    assert.match(south('.map-chosen ~ .map-level').text(), /همراه با/);
    assert.ok(
      south('.switches a')
        .toArray()
        .every((link) => south(link).attr('href')?.includes('at=south')),
    );
    const small = await read('&at=small');
    assert.equal(small('#map-chosen h3').text(), 'small');
    assert.deepEqual(
      small('#map-chosen .crumb a')
        .toArray()
        .map((link) => small(link).text()),
      ['north'],
    );
    assert.equal(small('.map-chosen ~ .map-level').length, 0);
    for (const at of ['root', '../x', ''])
      assert.equal((await read(`&at=${at}`))('#map-chosen').length, 0, at);
  });
});
