/**
 * What a launch freezes: the wording of the instruments, offices with headcounts, reporting units with their names, which background
 * questions each unit is asked, and the wording of the promise. Pure, so that the checklist can show it before the launch.
 */

import { askableDemographics } from '../../disclosure/askableDemographics.ts';
import { formReportingUnits, type ReportingUnit } from '../../disclosure/reportingUnits.ts';
import type { Language } from '../../i18n/languages.ts';
import { translator } from '../../i18n/translator.ts';
import { compileQuestionnaire } from '../../instruments/compileQuestionnaire.ts';
import type { Instrument } from '../../instruments/instrument.ts';
import { approvedBlocks } from '../../waves/localBlocks.ts';
import { promiseWordings } from '../../waves/promiseWording.ts';
import type { Wave } from '../../waves/wave.ts';
import type { LocalBlock, PromiseWording } from '../../waves/waveParts.ts';
import type { WaveOffice, WaveUnit } from '../../waves/waveUnit.ts';

export interface FrozenWave {
  instruments: Instrument[];
  offices: WaveOffice[];
  units: WaveUnit[];
  promise: Record<Language, PromiseWording>;
  commentsJoin: true;
  headline: 'weighted';
  /** The approved ones; absent where no office has written any. */
  localBlocks?: LocalBlock[];
}

/** @throws QuestionnaireError, RangeError; the checklist reports both before */
export function freezeWave(
  wave: Pick<Wave, 'offices' | 'minimum' | 'minimumDetail' | 'localBlocks'>,
  instruments: readonly Instrument[],
): FrozenWave {
  const { demographics } = compileQuestionnaire(instruments);
  const offices = new Map(wave.offices.map((office) => [office.code, office]));
  const units = formReportingUnits(wave.offices, wave.minimumDetail).map((unit) => ({
    ...namesOf(unit, offices),
    code: unit.code,
    kind: unit.kind === 'office' ? ('office' as const) : ('group' as const),
    offices: unit.offices,
    headcount: unit.headcount,
    demographics: askableDemographics(unit.headcount, demographics, wave.minimumDetail).map(({ id }) => id),
    verifyingKey: null,
  }));
  const unitOf = new Map(units.flatMap((unit) => unit.offices.map((code) => [code, unit.code])));
  return {
    instruments: [...instruments],
    offices: wave.offices.map((office) => ({ ...office, unit: unitOf.get(office.code) ?? office.code })),
    units,
    promise: promiseWordings(wave),
    commentsJoin: true,
    headline: 'weighted',
    ...(wave.localBlocks && { localBlocks: approvedBlocks(wave) }),
  };
}

function namesOf(
  { kind, of }: ReportingUnit,
  offices: ReadonlyMap<string, WaveOffice>,
): { nameFa: string; nameEn: string } {
  const { nameFa = of, nameEn = of } = offices.get(of) ?? {};
  if (kind === 'office') return { nameFa, nameEn };
  return {
    nameFa: translator('fa')(`waves:units.${kind}`, { office: nameFa }),
    nameEn: translator('en')(`waves:units.${kind}`, { office: nameEn || nameFa }),
  };
}
