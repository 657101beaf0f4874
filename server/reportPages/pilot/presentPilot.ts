/** The page of advice after a pilot: by instrument and dimension each question that gives cause for a sentence, and how many give none. */
import type { Reader } from '../../i18n/reader.ts';
import type { Instrument } from '../../instruments/instrument.ts';
import { localise } from '../../instruments/localised.ts';
import { findReportWithExtras } from '../../reports/published/findPublished.ts';
import { isShown, type Report } from '../../reports/published/reportObject.ts';
import { rootOffice } from '../../waves/rootOffice.ts';
import type { Wave } from '../../waves/wave.ts';
import { dimensionTitle } from '../dimensionTitle.ts';
import { type Finding, type ItemAdvice, pilotAdvice } from './pilotAdvice.ts';

/** Below this many responses advice is a hint: a correlation of 0.30 has an interval from about 0 to 0.6 then. */
const enoughResponses = 30;

type Found = NonNullable<Awaited<ReturnType<typeof findReportWithExtras>>>;

/** @returns null where the wave has no report of everyone */
export async function presentPilot(wave: Wave, reader: Reader) {
  const root = rootOffice(wave);
  const found = root ? await findReportWithExtras(wave, root, 'subtree') : null;
  if (!found) return null;
  const { t, f } = reader;
  const responses = responsesOf(found.report);
  const instruments = wave.instruments.map((one) => presentInstrument(one, found, responses, reader));
  return {
    lead:
      responses === null
        ? t('reports:pilot.leadHidden')
        : t(responses < enoughResponses ? 'reports:pilot.leadFew' : 'reports:pilot.lead', {
            count: responses,
            enough: f.number(enoughResponses),
          }),
    instruments,
  };
}

function responsesOf({ responses }: Report): number | null {
  return typeof responses === 'number' ? responses : null;
}

function presentInstrument(
  instrument: Instrument,
  { report, more }: Found,
  responses: number | null,
  reader: Reader,
) {
  const { t, lang } = reader;
  const part = report.instruments.find(({ id }) => id === instrument.id);
  const extras = more?.instruments.find(({ id }) => id === instrument.id);
  const advised = instrument.dimensions.map((dimension) => {
    const shown = part?.dimensions.find(({ id }) => id === dimension.id);
    const advice = pilotAdvice({
      dimension,
      shown: shown && isShown(shown) ? shown : null,
      quality: extras?.items[dimension.id] ?? null,
      responses,
    });
    return { title: dimensionTitle(dimension.id, instrument, reader), advice };
  });
  const all = advised.flatMap(({ advice }) => advice);
  const hidden = all.filter(({ findings }) => findings === null).length;
  const clear = all.filter(({ findings }) => findings?.length === 0).length;
  return {
    title: localise(instrument.title, lang),
    clear: clear > 0 ? t('reports:pilot.clear', { count: clear }) : '',
    hidden: hidden > 0 ? t('reports:pilot.hidden', { count: hidden }) : '',
    dimensions: advised
      .map(({ title, advice }) => ({ title, rows: advice.flatMap((one) => presentRow(one, reader)) }))
      .filter(({ rows }) => rows.length > 0),
  };
}

function presentRow({ item, findings }: ItemAdvice, reader: Reader) {
  if (!findings || findings.length === 0) return [];
  const sentences = findings.map((one) => sentenceOf(one, reader));
  return [{ id: item.id, text: localise(item.text, reader.lang), sentences }];
}

function sentenceOf({ name, values }: Finding, { t, f }: Reader): string {
  const written = Object.entries(values).map(([key, value]) => [
    key,
    key === 'share' ? f.percent(value) : f.number(value, { digits: 2 }),
  ]);
  return t(`reports:pilot.finding.${name}`, Object.fromEntries(written) as Record<string, string>);
}
