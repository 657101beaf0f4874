/** Which packages of the lock file the program runs with: what some need, all the way down, as far as it is installed here. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** As Node looks for a package: in the folder of whoever asks, then further up. */
function find(lock, from, name) {
  for (let base = from; ; base = base.replace(/\/?node_modules\/(@[^/]+\/)?[^/]+$/, '')) {
    const place = base === '' ? `node_modules/${name}` : `${base}/node_modules/${name}`;
    if (lock.packages[place]) return place;
    if (base === '') return null;
  }
}

/**
 * @param lock package-lock.json
 * @param names the packages to begin with
 * @returns places such as `node_modules/lmdb`, sorted
 * @throws Error where a package that is not optional is missing
 */
export function installedPackages(root, lock, names) {
  const found = new Set();
  const visit = (from, name, isOptional) => {
    const place = find(lock, from, name);
    const isHere = place !== null && existsSync(join(root, place, 'package.json'));
    if (!isHere && !isOptional) throw new Error(`${name} is not installed`);
    if (!isHere || found.has(place)) return;
    found.add(place);
    const { dependencies = {}, optionalDependencies = {} } = lock.packages[place];
    for (const each of Object.keys(dependencies)) visit(place, each, each in optionalDependencies);
    for (const each of Object.keys(optionalDependencies)) visit(place, each, true);
  };
  for (const name of names) visit('', name, false);
  return [...found].sort();
}

export const packageName = (place) =>
  place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
