/** What a coder should do next: note the comments of a coding that waits for them. */
import type { NextSteps } from '../../accounts/homeParts.ts';
import { WaveModel } from '../../waves/wave.ts';
import { codingPath } from '../paths.ts';
import { CodingModel } from './coding.ts';
import { mayCode } from './presentCodings.ts';

export const codingNextSteps: NextSteps = async ({ _id, role }) => {
  if (!mayCode.includes(role)) return [];
  const waiting = (await CodingModel.find({ coders: _id }).lean()).filter(
    ({ finished }) => !finished.includes(_id),
  );
  return Promise.all(
    waiting.map(async (coding) => {
      const wave = await WaveModel.findById(coding.wave, { title: 1 }).lean<{ title: string }>();
      return {
        message: 'comments:coding.next',
        values: { wave: wave?.title ?? '' },
        button: 'coding',
        urgency: 'week' as const,
        href: codingPath(coding.wave, coding._id),
      };
    }),
  );
};
