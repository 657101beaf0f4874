/** The page of a wave that is over for good: deletes what this browser still stores of the wave, and says so. */
import { beginning, store } from './answer/browserStore.ts';

const notice = document.getElementById('left');
const wave = notice?.dataset.wave;

async function clear(): Promise<void> {
  const names = beginning(`draft-${wave}-`);
  if ((await store.list(names)).length === 0) return;
  await store.remove(names);
  await store.remove(beginning(`send-draft-${wave}-`));
  if (notice) notice.hidden = false;
}

if (wave) void clear().catch(() => undefined);
