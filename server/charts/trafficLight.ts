/** A traffic light of three lamps, one of them lit: read by its place as well as by its colour, so that grey paper tells it too. */
import { element } from './svg.ts';

const lamps = { same: 15, partly: 9, different: 3 } as const;
export type Light = keyof typeof lamps | 'unclear';

/** An icon of 14 × 18 pixels, decoration beside its word; no lamp is lit where it cannot be told. */
export function trafficLight(light: Light): string {
  const circles = (['different', 'partly', 'same'] as const).map((lamp) =>
    element('circle', {
      class: lamp === light ? `lamp lamp-${lamp}` : 'lamp',
      cx: 7,
      cy: lamps[lamp],
      r: 2.4,
    }),
  );
  return element(
    'svg',
    { class: 'mark light', width: 14, height: 18, viewBox: '0 0 14 18', 'aria-hidden': 'true' },
    element('rect', {
      class: light === 'unclear' ? 'lights lights-dark' : 'lights',
      x: 2.5,
      y: 0.5,
      width: 9,
      height: 17,
      rx: 2,
    }) + circles.join(''),
  );
}
