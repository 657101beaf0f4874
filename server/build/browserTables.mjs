/** How MDN's tables of browser compatibility are read: which of the oldest browsers lack something. */
import { targetVersions } from './targetBrowsers.mjs';

const isOlder = (version, than) => {
  const [a, b] = [version, than].map((text) => text.split('.').map(Number));
  const at = [0, 1].find((one) => (a[one] ?? 0) !== (b[one] ?? 0));
  return at !== undefined && (a[at] ?? 0) < (b[at] ?? 0);
};

/** Whether a table of MDN says that a browser has something since that version, under its own name and without a switch. */
function hasIt(support, version) {
  return [support].flat().some((one) => {
    if (!one?.version_added || one.prefix || one.alternative_name || one.flags || one.version_removed)
      return false;
    if (one.version_added === 'preview') return false;
    return !isOlder(version, one.version_added.replace('≤', ''));
  });
}

/** Which of the oldest browsers lack what an entry of MDN's tables is about. */
export function browsersWithout({ __compat: { support } }) {
  const versions = targetVersions();
  return Object.keys(versions).filter((name) => name in support && !hasIt(support[name], versions[name]));
}
