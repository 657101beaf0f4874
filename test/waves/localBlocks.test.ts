/** Which questions of offices a unit is asked: those of every office above all its people, the highest first, and no other's. */
import assert from 'node:assert/strict';
import { placesFor, whyNoBlock } from '../../server/campaigns/localBlocks/blockRules.ts';
import { localPlaces, localQuestionsOf } from '../../server/waves/localBlocks.ts';
import type { LocalBlock } from '../../server/waves/waveParts.ts';
import { instrument } from '../support/situation.ts';

const office = (code: string, parent: string | null, headcount: number) => ({
  ...{ code, parent, headcount, level: 'district', nameFa: code, nameEn: code, unit: code },
});
const offices = [
  office('province', null, 40),
  office('north', 'province', 30),
  office('village', 'north', 20),
  office('south', 'province', 12),
  office('hamlet', 'south', 4),
];
const block = (code: string, ...texts: string[]): LocalBlock => ({
  ...{ office: code, questions: texts.map((fa) => ({ fa })), decision: 'approved' },
  ...{ by: 'karim', decidedBy: 'sara', note: '' },
});
const unit = (...codes: string[]) => ({ offices: codes }) as never;
const wave = {
  instruments: [instrument()],
  offices,
  units: [unit('province'), unit('north'), unit('village'), unit('south', 'hamlet')],
  localBlocks: [
    block('village', 'v1'),
    block('north', 'n1', 'n2'),
    { ...block('south', 's1'), decision: 'waiting' as const },
  ],
};
const asked = (...codes: string[]) => localQuestionsOf(wave, unit(...codes)).map(({ text }) => text.fa);

describe('questions that offices add', () => {
  it('are asked of the office and all below it, those of the highest office first, approved ones alone', () => {
    assert.deepEqual(asked('village'), ['n1', 'n2', 'v1']);
    assert.deepEqual(asked('north'), ['n1', 'n2']);
    assert.deepEqual([asked('province'), asked('south', 'hamlet')], [[], []]);
    assert.deepEqual(asked('village', 'south'), [], 'a group that reaches beyond the office is not asked');
    assert.equal(localPlaces(wave), 3);
    assert.equal(localPlaces({ ...wave, localBlocks: [] }), 0);
  });

  it('are five for one person at most, whoever has them; returned ones hold no place', () => {
    const north = block('north', 'a', 'b', 'c');
    assert.deepEqual(placesFor([north], offices, 'village'), { places: 2, heldBy: ['north'] });
    assert.deepEqual(placesFor([north], offices, 'province'), { places: 2, heldBy: ['north'] });
    assert.deepEqual(placesFor([north], offices, 'south'), { places: 5, heldBy: [] });
    assert.deepEqual(placesFor([north], offices, 'north'), { places: 5, heldBy: [] });
    assert.deepEqual(placesFor([{ ...north, decision: 'returned' }], offices, 'village').places, 5);
    const both = [block('province', 'p1', 'p2'), block('village', 'v1', 'v2')];
    assert.deepEqual(placesFor(both, offices, 'north'), { places: 1, heldBy: ['province', 'village'] });
  });

  it('are for offices whose people are reported apart and are enough', () => {
    const why = whyNoBlock({ offices, minimumDetail: 10 });
    assert.deepEqual(['province', 'north', 'village', 'south'].map(why), [null, null, null, null]);
    assert.equal(why('hamlet'), 'joined');
    const few = [office('top', null, 6), office('below', 'top', 2)];
    assert.equal(whyNoBlock({ offices: few, minimumDetail: 10 })('top'), 'tooFew');
  });
});
