/** Own staff beside the whole with all offices below, for an office and each child that has offices below itself. */
import type { Wave } from '../../waves/wave.ts';
import { isShown, type Report } from '../report.ts';
import { officeName } from './presentReport.ts';
import { intervalOf, isRounded, suppressedCell } from './presentScore.ts';
import type { Reader } from './reader.ts';

/** `reports` hold both scopes of each office. null where no office has both. */
export function presentRollups(reports: readonly Report[], wave: Wave, instrument: string, reader: Reader) {
  const codes = [...new Set(reports.map(({ office }) => office))];
  const of = (office: string, scope: Report['scope']) =>
    reports.find((report) => report.office === office && report.scope === scope);
  const rows = codes
    .filter((code) => of(code, 'subtree'))
    .map((code) => ({
      code,
      name: officeName(wave, code, reader),
      own: side(of(code, 'own'), wave, instrument, reader),
      whole: side(of(code, 'subtree'), wave, instrument, reader),
    }));
  return rows.length > 0 ? rows : null;
}

function side(report: Report | undefined, wave: Wave, instrument: string, reader: Reader) {
  const { t, f } = reader;
  if (!report) return { n: '', mean: '', interval: '', mark: '', word: t('reports:suppressed.absent') };
  if (report.rolledUpTo) {
    const group = officeName(wave, report.rolledUpTo, reader);
    return {
      n: '',
      mean: '',
      interval: '',
      mark: '',
      word: t('reports:suppressed.rolledUpShort', { group }),
    };
  }
  const index = report.instruments.find(({ id }) => id === instrument)?.index;
  if (!index) return { n: '', mean: '', interval: '', mark: '', word: t('reports:quality.notEnough') };
  if (!isShown(index)) return { n: '', mean: '', interval: '', ...suppressedCell(index, reader) };
  const ends = intervalOf(index);
  return {
    n: f.number(index.n),
    mean: index.mean === null ? '–' : f.number(index.mean, { digits: isRounded(index) ? 0 : 1 }),
    interval: ends ? f.range(ends[0], ends[1], { digits: 1 }) : '',
    mark: '',
    word: isRounded(index) ? t('reports:rounded') : '',
  };
}
