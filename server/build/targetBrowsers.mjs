/** The oldest browsers that the pages promise to work in: `browserslist` in package.json is the one place that names them. */
import { readFileSync } from 'node:fs';

/** Names in the lists of esbuild (null where it has none) and of MDN. */
const names = {
  chrome: { esbuild: 'chrome', mdn: ['chrome', 'chrome_android', 'webview_android'] },
  edge: { esbuild: 'edge', mdn: ['edge'] },
  firefox: { esbuild: 'firefox', mdn: ['firefox', 'firefox_android'] },
  safari: { esbuild: 'safari', mdn: ['safari'] },
  ios_saf: { esbuild: 'ios', mdn: ['safari_ios'] },
  samsung: { esbuild: null, mdn: ['samsunginternet_android'] },
};

function targets() {
  const file = new URL('../../package.json', import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')).browserslist.map((line) => {
    const [, name, version] = /^(\w+) >= ([\d.]+)$/.exec(line) ?? [];
    if (!names[name]) throw new Error(`package.json: browserslist: "${line}" is not such as "chrome >= 80"`);
    return { ...names[name], version };
  });
}

/** As esbuild wants them: `chrome80`. */
export const syntaxTargets = () =>
  targets().flatMap(({ esbuild, version }) => (esbuild ? `${esbuild}${version}` : []));

/** `{ chrome: '80', … }` by MDN's names. */
export const targetVersions = () =>
  Object.fromEntries(targets().flatMap(({ mdn, version }) => mdn.map((name) => [name, version])));
