/** Work that would take every thread of the process when many ask for it at once. */
import { Overloaded } from './overloadGate.ts';

/**
 * @param width how many run at a time
 * @param waiting how many may wait for their turn; the next are refused with Overloaded
 */
export function oneAfterAnother(width: number, waiting: number): <T>(work: () => Promise<T>) => Promise<T> {
  const turns: (() => void)[] = [];
  let running = 0;
  const end = () => {
    running -= 1;
    turns.shift()?.();
  };
  return async (work) => {
    if (running >= width) {
      if (turns.length >= waiting) throw new Overloaded();
      await new Promise<void>((turn) => turns.push(turn));
    }
    running += 1;
    try {
      return await work();
    } finally {
      end();
    }
  };
}
