/** The queries that may read a whole collection, as server/database/wholeReads.md names them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../server/projectRoot.ts';

export interface WholeRead {
  collection: string;
  /** A file of the server, or undefined when it may be read whole everywhere. */
  file: string | undefined;
}

export function namedWholeReads(): WholeRead[] {
  const table = readFileSync(join(projectRoot, 'server/database/wholeReads.md'), 'utf8');
  return [...table.matchAll(/^\| `(\w+)` \| (?:everywhere|`(\S+\.ts)`) \| .{10,} \|$/gm)].map(
    ([, collection = '', file]) => ({ collection, file }),
  );
}

/** Collections that are small wherever they are read. */
export const smallCollections = (): Set<string> =>
  new Set(namedWholeReads().flatMap(({ collection, file }) => (file === undefined ? [collection] : [])));
