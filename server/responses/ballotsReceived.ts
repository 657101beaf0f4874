/** How many sealed ballots a wave has, for participation pages and to reconcile the count. */
import { BallotModel } from './ballot.ts';

/** By code of the reporting unit; units without a ballot are absent. */
export async function ballotsReceived(wave: string): Promise<Map<string, number>> {
  const groups = await BallotModel.aggregate<{ _id: string; n: number }>([
    { $match: { wave } },
    { $group: { _id: '$unit', n: { $sum: 1 } } },
  ]);
  return new Map(groups.map(({ _id, n }) => [_id, n]));
}
