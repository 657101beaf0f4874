/** The rows of `scoreTable`: one for each measure of a report. */
import type { Instrument } from '../instruments/instrument.ts';
import type { Report, Score, Suppressed } from '../reports/published/reportObject.ts';
import type { Wave } from '../waves/wave.ts';
import { scoresByMeasure } from './readerKnowledge.ts';

export interface ScoreRow {
  wave: Wave;
  report: Report;
  /** The names of the office or group as frozen in the wave; undefined if the wave has neither. */
  named: { nameFa: string; nameEn: string } | undefined;
  instrument: Instrument;
  kind: string;
  /** Id of the instrument, dimension or item. */
  measure: string;
  score: Score | Suppressed;
}

export function scoreRows(wave: Wave, report: Report): ScoreRow[] {
  const named = [...wave.offices, ...wave.units].find(({ code }) => code === report.office);
  return report.instruments.flatMap((part) => {
    const instrument = wave.instruments.find(({ id }) => id === part.id)!;
    return scoresByMeasure({ ...report, instruments: [part] }).map(([id, score]) => {
      const [kind = '', measure = ''] = id.split(':');
      return { wave, report, named, instrument, kind, measure, score };
    });
  });
}
