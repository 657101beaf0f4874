import assert from 'node:assert/strict';
import { askableDemographics } from '../../server/disclosure/askableDemographics.ts';

const questions = [
  { id: 'gender', options: ['f', 'm'] },
  { id: 'age', options: [1, 2, 3, 4, 5] },
  { id: 'tenure', options: [1, 2, 3, 4] },
];

function asked(headcount: number | null) {
  return askableDemographics(headcount, questions, 10).map(({ id }) => id);
}

describe('Demographic questions an office is asked', () => {
  it('are all asked of a large office', () => assert.deepEqual(asked(400), ['gender', 'age', 'tenure']));
  it('are dropped from the end until every profile could hold ten', () => {
    assert.deepEqual(asked(399), ['gender', 'age']);
    assert.deepEqual(asked(99), ['gender']);
  });
  it('are none in a small office or one of unknown size', () => {
    assert.deepEqual(asked(19), []);
    assert.deepEqual(asked(9), []);
    assert.deepEqual(asked(null), []);
  });
});
