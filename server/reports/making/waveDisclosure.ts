/** The decisions of disclosure control about one wave, as the code that makes its reports asks for them. */
import type { Decision } from '../../disclosure/protectMeasures.ts';
import type { DimensionIndex, InstrumentIndex, ItemPosition, MeasureIndex } from '../tally/indexes.ts';
import type { GroupStatistics } from './waveStatistics.ts';

export interface WaveDisclosure {
  decideResponses(group: GroupStatistics): Decision;
  decideMeasure(group: GroupStatistics, measure: MeasureIndex): Decision;
  /** Whether statistics of the complete cases of a dimension (reliability, agreement, their number) may be shown. */
  decideCompleteCases(group: GroupStatistics, dimension: DimensionIndex): Decision;
  /** Whether the answers to a control statement may be shown. */
  decideControl(group: GroupStatistics, position: ItemPosition): Decision;
  /** Whether the index without the responses that bear a sign of carelessness may be shown beside the index with them. */
  decideCareless(group: GroupStatistics, instrument: InstrumentIndex): boolean;
  /** Whether a measure's comparison with everyone else of a group may be shown. */
  isComparable(group: GroupStatistics, measure: MeasureIndex, wholeId: string): boolean;
  /** Whether statistics over the own staff of all units may use each unit by itself. */
  mayAggregate(measure: MeasureIndex): boolean;
}
