/** A report without any result: of an office rolled up to a reporting group, or of a wave that has not been released. */
import type { Instrument } from '../../instruments/instrument.ts';
import type { Wave } from '../../waves/wave.ts';
import type { PersonGroup } from '../personGroups.ts';
import type { InstrumentReport, Report, Suppressed } from './reportObject.ts';

/** `aggregation` of each instrument, where it may be shown. */
export function reportWithoutResults(
  wave: Pick<Wave, '_id' | 'instruments' | 'minimum' | 'minimumDetail' | 'imported'>,
  group: Pick<PersonGroup, 'code' | 'scope' | 'headcount' | 'rolledUpTo'>,
  hidden: Suppressed,
  aggregation: readonly InstrumentReport['aggregation'][] = [],
): Report {
  return {
    wave: wave._id,
    office: group.code,
    scope: group.scope,
    minimum: wave.minimum,
    minimumDetail: wave.minimumDetail,
    headcount: group.headcount,
    invited: wave.imported ? group.headcount : null,
    responses: hidden,
    responseRate: hidden,
    rolledUpTo: group.rolledUpTo,
    instruments: wave.instruments.map((instrument, i) =>
      instrumentWithoutResults(instrument, hidden, aggregation[i] ?? {}),
    ),
    quality: hidden,
  };
}

function instrumentWithoutResults(
  { id, version, dimensions }: Instrument,
  hidden: Suppressed,
  aggregation: InstrumentReport['aggregation'],
): InstrumentReport {
  return {
    id,
    version,
    index: hidden,
    dimensions: dimensions.map((dimension) => ({ id: dimension.id, ...hidden })),
    aggregation,
    drivers: null,
  };
}
