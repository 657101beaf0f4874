/**
 * What a pilot says about the questions, each finding one sentence. It is read off the released report of the whole wave and off nothing
 * else, so whoever reads the advice learns no number that disclosure control has not let out; a question whose answers are not shown
 * has no advice. Of the time that people took nothing is known: an answer carries no time, and no duration either.
 */
import type { Dimension, Item } from '../../instruments/instrument.ts';
import type { ItemQuality } from '../../reports/making/itemQuality.ts';
import { isShown, type ShownDimension, type ShownItem } from '../../reports/published/reportObject.ts';
import { minItemTotal } from '../presentItemQuality.ts';

/** A key of `reports:pilot.finding` and its numbers. */
export interface Finding {
  name: 'negative' | 'weak' | 'better' | 'ceiling' | 'floor' | 'allHigh' | 'allLow' | 'missing' | 'apart';
  values: Record<string, number>;
}

export interface ItemAdvice {
  item: Item;
  /** null where its answers are not shown. */
  findings: Finding[] | null;
}

/** Shares from which on a finding is worth a sentence; half of the answers at one end are common on five points. */
export const pilotLimits = { end: 0.6, missing: 0.1, apart: 0.2 } as const;

interface Measured {
  dimension: Dimension;
  /** Of the report; null where it is not shown. */
  shown: ShownDimension | null;
  quality: readonly ItemQuality[] | null;
  /** Responses of the whole wave; null where they are not told. */
  responses: number | null;
}

export function pilotAdvice({ dimension, shown, quality, responses }: Measured): ItemAdvice[] {
  return dimension.items.map((item) => {
    const told = shown?.items.find(({ id }) => id === item.id);
    if (!shown || !told || !isShown(told)) return { item, findings: null };
    if (told.bounded)
      return { item, findings: [{ name: 'above' in told.bounded ? 'allHigh' : 'allLow', values: {} }] };
    if (!told.distribution) return { item, findings: null };
    const fit = quality?.find(({ id }) => id === item.id);
    return {
      item,
      findings: [
        ...(fit ? fitFindings(fit, alphaOf(shown)) : []),
        ...endFindings(told.distribution, item.reverse),
        ...unansweredFindings(told, responses),
      ],
    };
  });
}

function alphaOf({ reliability }: ShownDimension): number | null {
  return reliability && isShown(reliability) ? reliability.alpha : null;
}

function fitFindings({ itemTotal, alphaIfDeleted }: ItemQuality, alpha: number | null): Finding[] {
  if (itemTotal === null || itemTotal >= minItemTotal) return [];
  if (itemTotal < 0) return [{ name: 'negative', values: { itemTotal } }];
  if (alpha !== null && alphaIfDeleted !== null && alphaIfDeleted > alpha)
    return [{ name: 'better', values: { itemTotal, alpha, without: alphaIfDeleted } }];
  return [{ name: 'weak', values: { itemTotal } }];
}

/** Of a reversed item the lowest point is the favourable end. */
function endFindings(distribution: readonly number[], reverse: boolean): Finding[] {
  const all = distribution.reduce((sum, count) => sum + count, 0);
  if (all === 0) return [];
  const [low, high] = [(distribution[0] ?? 0) / all, (distribution.at(-1) ?? 0) / all];
  const [top, bottom] = reverse ? [low, high] : [high, low];
  if (top >= pilotLimits.end) return [{ name: 'ceiling', values: { share: top } }];
  return bottom >= pilotLimits.end ? [{ name: 'floor', values: { share: bottom } }] : [];
}

function unansweredFindings({ n, notApplicable }: ShownItem, responses: number | null): Finding[] {
  if (responses === null || responses === 0) return [];
  const apart = notApplicable ?? 0;
  const shares = { missing: (responses - n - apart) / responses, apart: apart / responses };
  return (['missing', 'apart'] as const)
    .filter((name) => shares[name] >= pilotLimits[name])
    .map((name) => ({ name, values: { share: shares[name] } }));
}
