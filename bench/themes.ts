/** What 10,000 comments of 68 offices speak of, as the count computes it: words, phrases, themes, and what may be shown of them. */
import { themesOf } from '../server/comments/themes/currentThemes.ts';
import { themesOfGroups } from '../server/comments/themes/publishThemes.ts';
import { shippedDictionary } from '../server/comments/themes/shippedDictionary.ts';
import { demoComments } from '../server/demo/demoComments.ts';
import type { Wave } from '../server/waves/wave.ts';
import { figure, type Measurement } from './support/figure.ts';
import { instruments, offices, seeded, waveOf } from './support/province.ts';

const comments = 10_000;
/** The goal is the yardstick. */
const goalMs = 20_000;

export const themes: Measurement = {
  name: 'themes',
  title: 'Themes of 10,000 comments (68 offices)',
  yardstick: 'of the goal of 20 s',
  async run(_sizes, say) {
    const drawn = seeded(11);
    const sentences = demoComments(8 * 400, 3);
    const given = offices(40);
    const wave = waveOf('themes', { offices: given, minimumDetail: 10 });
    const units = wave.units?.length ?? 0;
    const written = Array.from({ length: comments }, () => ({
      unit: Math.floor(drawn() * units),
      // Three of four hundred sentences, so that no two comments need be the same.
      text: [0, 1, 2].map(() => sentences[Math.floor(drawn() * sentences.length)]).join(' '),
    }));
    const dictionaries = instruments().flatMap((one) => themesOf(one, shippedDictionary(one.id)));
    say(`${comments} comments`);
    const from = performance.now();
    const shown = themesOfGroups(wave as Wave, written, dictionaries);
    const ms = performance.now() - from;
    if (shown.size === 0) throw new Error('no theme is shown');
    return [figure('words, phrases and themes, once', 'ms', ms, goalMs)];
  },
};
