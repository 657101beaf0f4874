/** The verdict on dimensions of the invented province whose making is known, and on doubtful evidence. */
import assert from 'node:assert/strict';
import { aggregationVerdict } from '../../server/statistics/aggregationVerdict.ts';
import { icc } from '../../server/statistics/icc.ts';
import { type Moments, momentsOf } from '../../server/statistics/moments.ts';
import { rowsBy, wave1 } from './reference/cultureData.ts';
import { given } from './reference/reliability.ts';

function officesOf(dimension: string) {
  const scores = wave1.scores.get(dimension)!;
  return icc(
    [...rowsBy(wave1, 'office_id').values()].map((rows) => momentsOf(given(rows.map((i) => scores[i]!)))),
  );
}

const agreeing = { agreement: [0.8, 0.85, 0.9], agreementSkewed: [0.72, 0.75, 0.8] };
const gradeOf = (result: ReturnType<typeof aggregationVerdict>, criterion: string) =>
  result.reasons.find((reason) => reason.criterion === criterion)?.grade;

/** Offices of `size` persons whose means are `means`, each with variance 1. */
const offices = (means: number[], size: number): Moments[] =>
  means.map((mean) => ({ n: size, mean, variance: 1 }));
const spread = [1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 2, 3, 4];

describe('the aggregation verdict', () => {
  it('is yes for a dimension in which offices differ and agree within', () => {
    const result = aggregationVerdict({ icc: officesOf('communication'), ...agreeing });
    assert.equal(result.verdict, 'yes');
    assert.deepEqual([...new Set(result.reasons.map((reason) => reason.grade))], ['good']);
  });

  it('is no for a dimension made without any difference between offices, however much they agree', () => {
    const result = aggregationVerdict({ icc: officesOf('collaboration'), ...agreeing });
    assert.equal(result.verdict, 'no');
    assert.equal(gradeOf(result, 'difference'), 'poor');
    assert.equal(gradeOf(result, 'icc1'), 'poor');
    assert.deepEqual(
      result.reasons.find((reason) => reason.criterion === 'icc2'),
      {
        criterion: 'icc2',
        value: null,
        grade: 'poor',
      },
    );
    assert.equal(gradeOf(result, 'agreement'), 'good');
  });

  it('asks for caution when agreement does not stand a skewed null, or the null is not known', () => {
    const evidence = { icc: icc(offices(spread, 40)), agreement: [0.8] };
    assert.equal(aggregationVerdict({ ...evidence, agreementSkewed: [0.5] }).verdict, 'withCaution');
    assert.equal(aggregationVerdict({ ...evidence, agreementSkewed: [] }).verdict, 'withCaution');
    assert.equal(aggregationVerdict({ ...evidence, agreementSkewed: [0.9] }).verdict, 'yes');
  });

  it('asks for caution with few offices and refuses poor agreement', () => {
    const few = icc(offices(spread.slice(0, 5), 40));
    assert.equal(gradeOf(aggregationVerdict({ icc: few, ...agreeing }), 'offices'), 'weak');
    assert.equal(aggregationVerdict({ icc: few, agreement: [0.4], agreementSkewed: [0.4] }).verdict, 'no');
  });

  it('is no, with the reason unknown, where nothing can be estimated', () => {
    assert.deepEqual(aggregationVerdict({ icc: null, agreement: [], agreementSkewed: [] }), {
      verdict: 'no',
      reasons: [{ criterion: 'icc1', value: null, grade: 'unknown' }],
    });
  });
});
