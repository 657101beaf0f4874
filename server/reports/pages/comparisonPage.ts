/** Gathers the comparison page: every office's own report, rank intervals, means of the province, movement, and its switches. */
import { NotFound } from '../../http/errors.ts';
import type { Instrument } from '../../instruments/instrument.ts';
import { localise } from '../../instruments/localised.ts';
import { officeTree } from '../../offices/officeTree.ts';
import type { Wave } from '../../waves/wave.ts';
import { comparisonTable } from '../findReport.ts';
import { type ComparisonOrder, type Size, sizes } from './compareOrder.ts';
import { type ComparedOffice, presentComparison } from './presentComparison.ts';
import { presentMovement } from './presentMovement.ts';
import { presentRollups } from './presentRollups.ts';
import { provinceMeans } from './provinceMeans.ts';
import type { Reader } from './reader.ts';
import { readScope } from './readReports.ts';
import { marks, waveLine } from './reportPage.ts';

interface Asked {
  order: ComparisonOrder;
  size: Size | null;
  instrument: unknown;
}

export async function comparisonPage(wave: Wave, asked: Asked, path: string, base: string, reader: Reader) {
  const { t } = reader;
  const instrument = wave.instruments.find(({ id }) => id === asked.instrument) ?? wave.instruments[0];
  if (!instrument) throw new NotFound();
  const [own, subtrees, table] = await Promise.all([
    readScope(wave, 'own'),
    readScope(wave, 'subtree'),
    comparisonTable(wave),
  ]);
  const ranks = new Map(
    table?.instruments.find(({ id }) => id === instrument.id)?.rows.map(({ office, rank }) => [office, rank]),
  );
  const compared = own.map((report): ComparedOffice => {
    const rank = ranks.get(report.office);
    return { report, rank: rank ? [rank.low, rank.high] : null };
  });
  const order = knownOrder(asked.order, instrument);
  const root = officeTree(wave.offices).roots[0]?.code;
  const whole = subtrees.find(({ office }) => office === root) ?? null;
  const inTree = officeTree(wave.offices)
    .inOrder()
    .map(({ office }) => office.code);
  const both = [...subtrees, ...own].sort((a, b) => inTree.indexOf(a.office) - inTree.indexOf(b.office));
  return {
    title: t('reports:comparison.title', { count: own.filter(({ rolledUpTo }) => !rolledUpTo).length }),
    page: presentComparison(compared, wave, { instrument, order, size: asked.size }, reader),
    means: provinceMeans(whole, own, instrument.id, reader),
    movement: presentMovement(own, wave, instrument.id, reader),
    rollups: presentRollups(both, wave, instrument.id, reader),
    released: wave.state === 'released',
    ...switches(
      { ...asked, order },
      instrument,
      wave,
      path,
      own.some(({ headcount }) => headcount),
      reader,
    ),
    waveLine: waveLine(wave, reader),
    marks,
    base,
  };
}

function knownOrder(order: string, instrument: Instrument): ComparisonOrder {
  const known = ['index', 'tree', 'name', ...instrument.dimensions.map(({ id }) => id)];
  return known.includes(order) ? order : 'index';
}

/** Links that change one thing and keep the rest; another instrument has other dimensions, so the order starts anew. */
function switches(
  { order, size }: Asked,
  instrument: Instrument,
  wave: Wave,
  path: string,
  withSizes: boolean,
  { t, lang }: Reader,
) {
  const address = (changes: Record<string, string>) => {
    const now = { order, instrument: instrument.id, ...(size && { size }), ...changes };
    return `${path}?${new URLSearchParams(Object.entries(now).filter(([, value]) => value !== ''))}`;
  };
  return {
    order,
    sortBy: (dimension: string) => address({ order: dimension }),
    instruments: wave.instruments.map(({ id, title }) => ({
      href: address({ instrument: id, order: 'index' }),
      label: localise(title, lang).text,
      current: id === instrument.id,
    })),
    orders: (['index', 'tree', 'name'] as const).map((one) => ({
      href: address({ order: one }),
      label: t(`reports:comparison.${orderKeys[one]}`),
      current: one === order,
    })),
    sizes: withSizes
      ? (['', ...sizes] as const).map((one) => ({
          href: address({ size: one }),
          label: t(`reports:sizes.${one || 'all'}`),
          current: (size ?? '') === one,
        }))
      : [],
  };
}

const orderKeys = { index: 'byIndex', tree: 'byTree', name: 'byName' } as const;
