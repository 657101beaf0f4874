/**
 * Where a secret is short enough to be guessed and many people of one address need it, refusing the address after some wrong tries would lock
 * all of them out. So further tries from there wait in a line of that address, which lets one through in each interval: guessing stays slow, and whoever
 * has it right gets in. Who is let through, and who must ask again when the line is full, is drawn by lot, so that nobody fills it for good.
 */
import { randomInt } from 'node:crypto';
import type { Request, Response } from 'express';
import { lineOf } from './lineOf.ts';
import { endTurnOf, Overloaded } from './overloadGate.ts';
import { whenOver } from './whenOver.ts';

interface Waiting {
  goOn: () => void;
  refuse: () => void;
}

/** Waits for a turn in the line of the request's address. @throws Overloaded where the lot falls on it while the line is full */
export type WaitForTurn = (req: Request, res: Response) => Promise<void>;

export interface GuessLine {
  /** One try is let through in each of these, of one address in one process. */
  intervalMs: number;
  /** Few, because each that waits keeps a share of its address in the overload gate, though not a turn there. */
  places: number;
}

/** @param later calls back after so many milliseconds */
export function guessLine(
  { intervalMs, places }: GuessLine,
  later: (callback: () => void, ms: number) => unknown = (callback, ms) => setTimeout(callback, ms).unref(),
): WaitForTurn {
  const lines = new Map<string, Set<Waiting>>();

  const letOneThrough = (address: string) => {
    const line = lines.get(address);
    const next = line && anyOf(line);
    if (!line || !next) return void lines.delete(address);
    line.delete(next);
    next.goOn();
    later(() => letOneThrough(address), intervalMs);
  };

  return (req, res) => {
    endTurnOf(res);
    const address = lineOf(req.ip);
    let line = lines.get(address);
    if (!line) {
      line = new Set();
      lines.set(address, line);
      later(() => letOneThrough(address), intervalMs);
    }
    const joined = line;
    return new Promise((resolve, reject) => {
      const one = { goOn: resolve, refuse: () => reject(new Overloaded()) };
      joined.add(one);
      whenOver(res, () => joined.delete(one));
      if (joined.size <= places) return;
      const left = anyOf(joined)!;
      joined.delete(left);
      left.refuse();
    });
  };
}

function anyOf(line: ReadonlySet<Waiting>): Waiting | undefined {
  return line.size > 0 ? [...line][randomInt(line.size)] : undefined;
}
