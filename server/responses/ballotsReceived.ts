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

/** The same for the whole wave. */
export async function countBallots(wave: string): Promise<number> {
  return [...(await ballotsReceived(wave)).values()].reduce((sum, n) => sum + n, 0);
}
