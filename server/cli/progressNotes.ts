/** Prints the progress of long work to stderr: a line when a collection begins and when it is done, which keeps logs short. */
import type { OnProgress } from '../database/backup/manifest.ts';
import type { Cli } from './cli.ts';

export function progressNotes(cli: Pick<Cli, 'printNote'>): OnProgress {
  let current = '';
  return ({ collection, done, total }) => {
    if (collection === current && done < total) return;
    if (collection !== current || done >= total) cli.printNote(`${collection}: ${done} of ${total}`);
    current = collection;
  };
}
