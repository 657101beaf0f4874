/**
 * What the headcounts of the offices can carry: which background questions which offices would not be asked, and how many people the
 * smallest group has that could be reported. Decided by the rules of a launch, with its usual threshold and today's offices.
 */
import { askableDemographics } from '../../disclosure/askableDemographics.ts';
import { formReportingUnits, type UnitOffice } from '../../disclosure/reportingUnits.ts';
import type { Demographic } from '../../instruments/instrument.ts';

export const usualMinimumDetail = 10;

export interface HeadcountLimits {
  /** Reporting units that the offices form. */
  units: number;
  /** People in the smallest unit that is large enough; null where no headcount is known. */
  smallest: number | null;
  /** Offices whose headcount is not known: they are asked no background question. */
  unknown: number;
  /** Questions that some offices would not be asked, with their codes. */
  lost: { question: string; offices: string[] }[];
}

export function headcountLimits(
  offices: readonly UnitOffice[],
  demographics: readonly Demographic[],
): HeadcountLimits {
  const units = formReportingUnits(offices, usualMinimumDetail).filter(({ headcount }) => headcount !== 0);
  const asked = units.map((unit) => ({
    offices: unit.offices,
    ids: new Set(askableDemographics(unit.headcount, demographics, usualMinimumDetail).map(({ id }) => id)),
  }));
  const sizes = units.flatMap(({ headcount }) =>
    headcount !== null && headcount >= usualMinimumDetail ? [headcount] : [],
  );
  const lost = demographics.map(({ id }) => ({
    question: id,
    offices: asked.filter(({ ids }) => !ids.has(id)).flatMap((unit) => unit.offices),
  }));
  return {
    units: units.length,
    smallest: sizes.length > 0 ? Math.min(...sizes) : null,
    unknown: offices.filter(({ headcount }) => headcount === null).length,
    lost: lost.filter(({ offices: without }) => without.length > 0),
  };
}
