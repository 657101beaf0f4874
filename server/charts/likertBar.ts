/**
 * The five-part bar of an item: shares of each answer from 1 (start) to k (end), after recoding, so that favourable is
 * always at the same side. Dense hatch, open hatch, white, light and full lapis: readable in grey as well.
 */
import { type Direction, horizontalScale } from './horizontalScale.ts';
import { drawing, element } from './svg.ts';

/** `shares` add up to 1 (least favourable first). `classes` name the fill of each point, see `likertClasses`. */
export function likertBar(shares: readonly number[], dir: Direction): string {
  const scale = horizontalScale(0, 1, dir);
  const classes = likertClasses(shares.length);
  let from = 0;
  const parts = shares.map((share, point) => {
    const span = scale.span(from, from + share);
    from += share;
    return share > 0
      ? element('rect', { class: `likert ${classes[point]}`, ...span, y: 0.5, height: 19 })
      : '';
  });
  return drawing(20, 'likert-bar', undefined, ...parts);
}

/** Fill classes of a k-point scale: ends strong, middle white; k from 2 to 11. */
export function likertClasses(points: number): string[] {
  return Array.from({ length: points }, (_, point) => {
    const place = points === 1 ? 0.5 : point / (points - 1);
    if (place < 0.2) return 'likert-1';
    if (place < 0.45) return 'likert-2';
    if (place <= 0.55) return 'likert-3';
    if (place <= 0.8) return 'likert-4';
    return 'likert-5';
  });
}

/** The hatch patterns, needed once on every page that draws bars. */
export const likertPatterns = `<svg class="patterns" width="0" height="0" aria-hidden="true"><defs>
<pattern id="hatch-dense" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)"><rect class="hatch-paper" width="4" height="4"/><rect class="hatch-ink" width="4" height="2.4"/></pattern>
<pattern id="hatch-open" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)"><rect class="hatch-paper" width="6" height="6"/><rect class="hatch-ink" width="6" height="1.6"/></pattern>
<pattern id="hatch-white" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)"><rect class="hatch-paper" width="6" height="2.4"/></pattern>
</defs></svg>`;
