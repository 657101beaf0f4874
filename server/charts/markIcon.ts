/** The small icons before words: higher, lower, practically the same, cannot be told, not tested; and one for each reason why a number is missing or rough. */
import { element } from './svg.ts';

const shapes = {
  higher: element('path', { class: 'mark-higher', d: 'M7 2L13 12H1Z' }),
  lower: element('path', { class: 'mark-lower', d: 'M7 12L1 2H13Z' }),
  same: element('path', { class: 'mark-soft', d: 'M2 5H12M2 9H12' }),
  unclear:
    element('circle', { class: 'mark-dotted', cx: 7, cy: 7, r: 6 }) +
    element('path', {
      class: 'mark-question',
      d: 'M5.1 5.4A1.9 1.9 0 1 1 7.9 7C7.2 7.4 7 7.7 7 8.5M7 10.2V10.9',
    }),
  notTested: element('circle', { class: 'mark-dotted', cx: 7, cy: 7, r: 5 }),
  tooFew: element('path', {
    class: 'mark-lock',
    d: 'M2.5 6.5H11.5V13H2.5ZM4.5 6.5V4.5A2.5 2.5 0 0 1 9.5 4.5V6.5H8.2V4.6A1.2 1.2 0 0 0 5.8 4.6V6.5Z',
  }),
  complementary: element('path', {
    class: 'mark-lock-open',
    d: 'M3 6.5H9V12.5H3ZM4.2 6.5V4.5A1.8 1.8 0 0 1 7.8 4.5V6.5M11 3.5H13V12.5H11',
  }),
  notYet: element('path', { class: 'mark-clock', d: 'M7 1.5A5.5 5.5 0 1 1 6.99 1.5M7 4V7.3L9.3 8.6' }),
  /** A mean in whole points. */
  rounded: element('path', { class: 'mark-dashed', d: 'M7 1L13 7L7 13L1 7Z' }),
  /** Only that it lies on one side of an edge. */
  bounded: element('path', { class: 'mark-line', d: 'M2.5 1.5V12.5M2.5 7H12M9 4L12 7L9 10' }),
  /** Reported together with others. */
  rolledUp: element('path', { class: 'mark-line', d: 'M1.5 5.5H8.5V12.5H1.5ZM5.5 5.5V1.5H12.5V8.5H8.5' }),
  /** Nobody works there. */
  absent: element('path', { class: 'mark-line', d: 'M2 2H12V12H2Z' }),
  /** Not asked in the wave it would be compared with. */
  notAsked: element('path', { class: 'mark-line', d: 'M2 2H12V12H2ZM2 12L12 2' }),
} as const;

export type MarkIconName = keyof typeof shapes;

/** An icon of 14 × 14 pixels, decoration beside its word. */
export function markIcon(name: MarkIconName): string {
  return element(
    'svg',
    { class: 'mark', width: 14, height: 14, viewBox: '0 0 14 14', 'aria-hidden': 'true' },
    shapes[name],
  );
}
