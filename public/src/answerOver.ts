/** The page of a wave that is over for good: what was left of it in this browser goes, and the page says so. */
import { beginning, store } from './answer/browserStore.ts';

const notice = document.getElementById('left');
const wave = notice?.dataset.wave;

async function clear(): Promise<void> {
  const left = beginning(`draft-${wave}-`);
  if ((await store.list(left)).length === 0) return;
  await store.remove(left);
  await store.remove(beginning(`send-draft-${wave}-`));
  if (notice) notice.hidden = false;
}

if (wave) void clear().catch(() => undefined);
