/** Signs of careless answering in words: counts with their shares, and what the index would be without the sheets that bear one. */
import type { Reader } from '../i18n/reader.ts';
import type { CarelessAnswers } from '../reports/making/carelessAnswers.ts';
import { type InstrumentReport, isShown, type Report } from '../reports/published/reportObject.ts';

/** null where it is not shown, and in reports of older versions. */
export function presentCareless(
  careless: CarelessAnswers | null | undefined,
  { responses }: Pick<Report, 'responses'>,
  { id, index }: Pick<InstrumentReport, 'id' | 'index'>,
  { t, f }: Reader,
) {
  if (!careless || typeof responses !== 'number' || responses === 0) return null;
  const counted = (sheets: number) =>
    t('reports:quality.carelessShare', { count: f.number(sheets), share: f.percent(sheets / responses) });
  const signs = (['longRun', 'flat'] as const).map((name) => ({
    label: t(`reports:quality.${name}`),
    value: counted(careless[name]),
    note: t(`reports:quality.${name}About`),
  }));
  const { contrary } = careless;
  const against = contrary && {
    label: t('reports:quality.contrary'),
    value: t('reports:quality.carelessOf', {
      count: f.number(contrary.sheets),
      all: f.number(contrary.compared),
      share: f.percent(contrary.sheets / contrary.compared),
    }),
    note: t('reports:quality.contraryAbout'),
  };
  const mean = (value: number) => f.number(value, { digits: 1 });
  const sentence = () => {
    if (careless.marked === 0) return t('reports:quality.carelessNone');
    const count = f.number(careless.marked);
    const without = careless.without[id];
    if (!without || !isShown(index) || index.mean === null)
      return t('reports:quality.carelessHidden', { count });
    const told = { count, all: mean(index.mean), without: mean(without.mean) };
    return t(`reports:quality.${told.all === told.without ? 'carelessSame' : 'carelessWithout'}`, told);
  };
  return { signs: against ? [...signs, against] : signs, sentence: sentence() };
}
