/** Work that would take every thread of the process when many ask for it at once. */
import { Overloaded } from './overloadGate.ts';
import { turns } from './turns.ts';

/**
 * @param width how many run at a time
 * @param waiting how many may wait for their turn; the next are refused with Overloaded
 */
export function oneAfterAnother(width: number, waiting: number): <T>(work: () => Promise<T>) => Promise<T> {
  const takeTurn = turns(width);
  let asked = 0;
  return async (work) => {
    if (asked >= width + waiting) throw new Overloaded();
    asked += 1;
    const end = await takeTurn('all');
    try {
      return await work();
    } finally {
      asked -= 1;
      end();
    }
  };
}
