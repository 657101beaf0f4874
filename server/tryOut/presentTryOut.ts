/** What the page of a try-out shows: what it is and a choice of questionnaires, then its codes, then its results. */
import type { Reader } from '../i18n/reader.ts';
import { localise } from '../instruments/localised.ts';
import { offeredInstruments } from '../instruments/retirement.ts';
import { writeCode } from '../participation/codeText.ts';
import { nameInWave } from '../waves/nameInWave.ts';
import { tryOutPath, tryOutResultsPath } from './paths.ts';
import type { TryOut } from './tryOut.ts';
import { examplesIn } from './tryOutResults.ts';
import { tryOutWave, unitOfOffice } from './tryOutWave.ts';

/** @param tryOut null before it was begun */
export async function presentTryOut(tryOut: TryOut | null, reader: Reader) {
  const { t } = reader;
  const state = tryOut?.state ?? 'none';
  return {
    title: t(`tryOut:heading.${state}`),
    state,
    instruments: tryOut ? [] : await questionnaires(reader),
    begun: tryOut && (await presentBegun(tryOut, reader)),
  };
}

async function questionnaires({ lang }: Reader) {
  return (await offeredInstruments()).map(({ id, title }) => ({
    value: id,
    label: localise(title, lang).text,
  }));
}

async function presentBegun(tryOut: TryOut, reader: Reader) {
  const { t, f, lang } = reader;
  const wave = await tryOutWave(tryOut, reader);
  const slips = tryOut.invitations.map(({ code, office }, at) => ({
    number: f.number(at + 1),
    office: nameInWave(wave, office, reader),
    reportedAs: reportedAs(unitOfOffice(wave, office)?.code ?? office, office),
    code: writeCode(code),
    href: tryOut.unused.includes(code) ? `${tryOutPath}/answer/${at + 1}` : '',
  }));
  function reportedAs(unit: string, office: string): string {
    return unit === office ? '' : t('tryOut:slips.group', { group: nameInWave(wave, unit, reader) });
  }
  return {
    instrument: localise(tryOut.instrument.title, lang).text,
    slips,
    answered: tryOut.answers.length,
    examples: examplesIn(wave.units, tryOut),
    until: f.dateLong(tryOut.endsAt),
    results: wave.offices.map(({ code }) => ({
      name: nameInWave(wave, code, reader),
      href: `${tryOutResultsPath}/${code}`,
    })),
  };
}
