/**
 * The embedded store through the unchanged driver, beside bare lmdb doing the same work in the same minute. The store is
 * the compiled one, as it is shipped: through `tsx` every closure costs more.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../server/projectRoot.ts';
import { storeBusy } from './storeBusy.ts';
import { storeClients } from './storeClients.ts';
import { storeRates } from './storeRates.ts';
import { storeAtRest, storeVolume } from './storeVolume.ts';
import type { Measurement } from './support/figure.ts';

const compiled = join(projectRoot, 'dist/server/startEmbedded.js');

export const embeddedStore: Measurement = {
  name: 'store',
  title: 'Embedded store through the driver',
  yardstick: 'bare lmdb',
  async run({ documents, seconds }, say) {
    const { startEmbedded } = await import(compiled);
    const folder = mkdtempSync(join(tmpdir(), 'bench-store-'));
    try {
      const store = await startEmbedded({ folder });
      say('single reads and writes');
      const rates = await storeRates(store.uri, folder, [1, 8, 32, 256], seconds);
      say(`${documents} documents`);
      const volume = await storeVolume(store.uri, folder, documents);
      say('small requests beside long work');
      const busy = await storeBusy(store.uri, documents);
      say('without the driver');
      const apart = await storeClients(store.uri, folder, seconds);
      await store.close();
      return [...rates, ...apart, ...volume, ...busy, ...(await storeAtRest(compiled, folder, documents))];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
