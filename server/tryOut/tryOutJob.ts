/** Deletes try-outs whose time is over, by the clock. */
import { type Clock, hourMs } from '../clock.ts';
import { deleteExpired } from './changeTryOut.ts';

export const tryOutJob = {
  name: 'tryOuts',
  everyMs: hourMs,
  run: async (clock: Clock) => void (await deleteExpired(clock.now())),
};
