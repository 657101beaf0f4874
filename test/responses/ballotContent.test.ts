/** What a ballot holds: every sheet of a wave has one length, comes back as it was, and bytes that are none are refused. */
import assert from 'node:assert/strict';
import { decodeAnswers } from '../../server/instruments/answers.ts';
import { compileQuestionnaire } from '../../server/instruments/compileQuestionnaire.ts';
import {
  ballotContentLength,
  decodeBallotContent,
  encodeBallotContent,
} from '../../server/responses/ballotContent.ts';
import { instrument } from '../support/situation.ts';

describe('the content of a ballot', () => {
  const questionnaire = compileQuestionnaire([instrument()]);
  const [question] = questionnaire.openQuestions;
  const items = Object.fromEntries(questionnaire.items.map(({ id }) => [id, 1]));
  const encode = (comment: string) =>
    encodeBallotContent(questionnaire, { items, demographics: {}, openAnswers: { [question!.id]: comment } });

  it('is as long with a comment as without, and comes back as it was', () => {
    const comment = 'سالن غذاخوری را بزرگ‌تر کنید';
    const [short, long] = [encode(''), encode(comment)];
    assert.deepEqual([short.length, long.length], Array(2).fill(ballotContentLength(questionnaire)));
    const read = decodeBallotContent(questionnaire, long);
    assert.equal(read.openAnswers[question!.id], comment);
    assert.deepEqual(decodeAnswers(questionnaire, read).items, items);
  });

  it('is refused when it is cut off, too long, or of another version', () => {
    const sheet = encode('');
    const other = Buffer.from(sheet);
    other[0]! += 1;
    for (const bytes of [sheet.subarray(1), Buffer.concat([sheet, Buffer.alloc(1)]), other])
      assert.throws(() => decodeBallotContent(questionnaire, bytes), /no ballot of this questionnaire/);
  });
});
