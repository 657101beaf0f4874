/** Words beside an item that change how it is read: recoded, divided, little agreement, worded differently before. */
import type { Instrument, Item } from '../instruments/instrument.ts';
import type { ShownItem } from '../reports/published/reportObject.ts';
import { favourablePoints } from '../statistics/favourable.ts';
import { rwgj } from '../statistics/rwg.ts';

export const itemFlags = ['reversed', 'wordingChanged', 'bipolar', 'lowAgreement'] as const;
export type ItemFlag = (typeof itemFlags)[number];

/** Stricter than the usual .31 for no agreement: with .31 a third of all items would carry the flag and it would mean little. */
const noAgreement = 0.2;

/** `shares` of the answer points after recoding, null where they are not shown. */
export function itemFlagsOf(
  item: Item,
  report: ShownItem,
  shares: readonly number[] | null,
  instrument: Instrument,
): ItemFlag[] {
  const { previous } = report.versus;
  const bipolar = isBipolar(shares);
  const raised: Record<ItemFlag, boolean> = {
    reversed: item.reverse,
    wordingChanged: 'unavailable' in previous && previous.unavailable === 'changed',
    bipolar,
    lowAgreement: !bipolar && agreementOn(report, instrument.scale.points) < noAgreement,
  };
  return itemFlags.filter((flag) => raised[flag]);
}

/** rwg of one item under the uniform null, from the published standard deviation; 1 where it is not given. */
function agreementOn({ sd }: ShownItem, points: number): number {
  if (typeof sd !== 'number') return 1;
  const variance = ((sd * (points - 1)) / 100) ** 2;
  return rwgj({ itemVariances: [variance], points, nullVariance: 'uniform' }) ?? 1;
}

/** Divided opinion: a third or more at both ends of the scale. */
function isBipolar(shares: readonly number[] | null): boolean {
  if (!shares || shares.length < 3) return false;
  const width = favourablePoints(shares.length);
  const sum = (part: readonly number[]) => part.reduce((total, share) => total + share, 0);
  return sum(shares.slice(0, width)) >= 1 / 3 && sum(shares.slice(-width)) >= 1 / 3;
}
