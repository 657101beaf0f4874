/** A closed wave with as many ballots as asked for, sealed as the server seals them; their answers come from a stock, their seals do not. */
import { randomBytes } from 'node:crypto';
import { BallotModel } from '../../server/responses/ballot.ts';
import { encodeBallotContent } from '../../server/responses/ballotContent.ts';
import { seal } from '../../server/responses/submitBallot.ts';
import { makeWaveKeys } from '../../server/waves/keys/makeWaveKeys.ts';
import { WaveModel } from '../../server/waves/wave.ts';
import { type Folders, offices, questionnaire, randomAnswers, seeded, waveOf } from './province.ts';
import { withStore } from './withStore.ts';

export const countedWave = 'countedwave';

const chunk = 2000;
const differentSheets = 20_000;
/** One in so many people writes a comment. */
const commenting = 10;

export async function storeBallots({ dataDir, keyDir }: Folders, ballots: number): Promise<void> {
  const places = offices(Math.ceil(ballots / 68));
  const keys = await makeWaveKeys(keyDir, countedWave, ['o0']);
  const random = seeded(4);
  const [question] = questionnaire.openQuestions;
  const stock = Array.from({ length: Math.min(ballots, differentSheets) }, (_, at) => {
    const openAnswers = question && at % commenting === 0 ? { [question.id]: `پیشنهاد شمارهٔ ${at}` } : {};
    return encodeBallotContent(questionnaire, { ...randomAnswers(random), openAnswers });
  });
  await withStore(dataDir, async () => {
    const dates = { closedAt: new Date(Date.now() - 1000), graceHours: 0 };
    await WaveModel.create(
      waveOf(countedWave, { state: 'closed', offices: places, sealingKey: keys.sealingKey, ...dates }),
    );
    let storing: Promise<unknown> = Promise.resolve();
    for (let stored = 0; stored < ballots; stored += chunk) {
      const documents = Array.from({ length: Math.min(chunk, ballots - stored) }, (_, at) => ({
        _id: randomBytes(32).toString('hex'),
        wave: countedWave,
        unit: `o${(stored + at) % 68}`,
        sealed: seal(stock[(stored + at) % stock.length]!, keys.sealingKey),
      }));
      await storing;
      storing = BallotModel.collection.insertMany(documents as never);
    }
    await storing;
  });
}
