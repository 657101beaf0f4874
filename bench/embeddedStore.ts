/** The embedded store beside bare lmdb: the measurements of `store.ts`. */

import { benchStore } from './store.ts';
import { figure, type Measurement } from './support/figure.ts';

export const embeddedStore: Measurement = {
  name: 'store',
  title: 'Embedded store through the driver',
  yardstick: 'bare lmdb',
  async run({ documents, seconds }, say) {
    say(`${documents} documents`);
    const figures = await benchStore({ documents, seconds });
    return figures.map(({ name, unit, value, bare }) => figure(name, unit, value, bare));
  },
};
