/** Gathers the comparison page: every office's own report, rank intervals, and the switches of instrument and order. */

import { NotFound } from '../../http/errors.ts';
import { localise } from '../../instruments/localised.ts';
import type { Wave } from '../../waves/wave.ts';
import { listCompared } from '../findReport.ts';
import { type ComparisonOrder, presentComparison } from './presentComparison.ts';
import type { Reader } from './reader.ts';
import { marks, waveLine } from './reportPage.ts';

export async function comparisonPage(
  wave: Wave,
  asked: { order: ComparisonOrder; instrument: unknown },
  path: string,
  base: string,
  reader: Reader,
) {
  const { t, lang } = reader;
  const instrument = wave.instruments.find(({ id }) => id === asked.instrument) ?? wave.instruments[0];
  if (!instrument) throw new NotFound();
  const compared = await listCompared(wave, instrument.id);
  const page = presentComparison(compared, wave, { instrument, order: asked.order }, reader);
  const address = (changes: { order?: string; instrument?: string }) =>
    `${path}?${new URLSearchParams({ order: asked.order, instrument: instrument.id, ...changes })}`;
  return {
    title: t('reports:comparison.title', { count: compared.length }),
    page,
    instruments: wave.instruments.map(({ id, title }) => ({
      href: address({ instrument: id }),
      title: localise(title, lang).text,
      current: id === instrument.id,
    })),
    orders: (['index', 'tree', 'name'] as const).map((order) => ({
      href: address({ order }),
      label: t(`reports:comparison.${orderKeys[order]}`),
      current: order === asked.order,
    })),
    waveLine: waveLine(wave, reader),
    marks,
    base,
  };
}

const orderKeys = { index: 'byIndex', tree: 'byTree', name: 'byName' } as const;
