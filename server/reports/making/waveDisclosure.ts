/** What disclosure control has decided about one wave, as the making of its reports asks for it. */
import type { Decision } from '../../disclosure/protectMeasures.ts';
import type { GroupStatistics } from './waveStatistics.ts';

export interface WaveDisclosure {
  decideResponses(group: GroupStatistics): Decision;
  decideMeasure(group: GroupStatistics, measure: number): Decision;
  /** Whether what rests on the sheets complete for a dimension (reliability, agreement, their number) may be shown. */
  decideCompleteCases(group: GroupStatistics, dimension: number): Decision;
  /** Whether the answers to a control statement (by its position on the sheet) may be shown. */
  decideControl(group: GroupStatistics, position: number): Decision;
  /** Whether a measure's comparison with everyone else of a group may be shown. */
  isComparable(group: GroupStatistics, measure: number, wholeId: string): boolean;
  /** Whether statistics over the own people of all units may take each unit by itself. */
  mayAggregate(measure: number): boolean;
  /** Whether one of them may, because enough hidden means stay free for one more equation about them. */
  mayAggregateOnce(measure: number): boolean;
}
