/** The check that stops a build whose scripts use what the oldest promised browsers lack. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../server/projectRoot.ts';

const plain = (name: string) => import(join(projectRoot, `server/build/${name}.mjs`));
const { browserGaps, guarded, refuseGaps } = (await plain('browserGaps')) as {
  browserGaps: (code: string) => { name: string; browsers: string[] }[];
  guarded: Record<string, string>;
  refuseGaps: (script: string, code: string) => void;
};
const { syntaxTargets } = (await plain('targetBrowsers')) as { syntaxTargets: () => string[] };

/** One line for each kind of use: a method, a static, a global, a constructor, a property of the navigator, a pattern. */
const lacking = [
  'document.body.replaceChildren()',
  '[1].at(-1)',
  '[1].findLast(Boolean)',
  '"a".replaceAll("a", "b")',
  'new Intl.ListFormat("fa")',
  'Object.hasOwn({}, "a")',
  'Promise.any([])',
  'structuredClone({})',
  'self.structuredClone({})',
  'crypto.randomUUID()',
  'new BroadcastChannel("a")',
  'navigator.locks.request("a", f)',
  'const { locks } = navigator',
  'AbortSignal.timeout(1)',
  'Array.fromAsync([])',
  'x.match(/(?<=a)b/)',
  'x.match(/a/v)',
];

describe('what the oldest browsers lack', () => {
  it('is found in a bundle, whatever kind of thing it is', () => {
    for (const line of lacking) assert.notDeepEqual(browserGaps(line), [], line);
    assert.throws(
      () => refuseGaps('answer.ts', 'document.body.replaceChildren()'),
      /replaceChildren.*chrome/,
    );
    assert.throws(() => refuseGaps('answer.ts', '[1].at(-1)'), /\bat: not in/);
  });

  it('is not what they have, nor what the bundle names itself', () => {
    const fine = `document.body.append(document.createElement('p')); fetch('/'); new AbortController();
      [[1]].flatMap((one) => one); navigator.serviceWorker; 'a'.padStart(2); Object.fromEntries([]);
      const mine = { at: () => 1, hasOwn: 2 }; mine.at(); mine.hasOwn; new Intl.NumberFormat('fa');`;
    assert.deepEqual(browserGaps(fine), []);
  });

  it('is used by the built scripts only where it is asked for first, each with its reason', () => {
    const folder = join(projectRoot, 'public/build');
    const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Record<
      string,
      string
    >;
    const sources = readdirSync(join(projectRoot, 'public/src')).filter((name) => name.endsWith('.ts'));
    const scripts = sources.map((name) => manifest[name.replace('.ts', '.js')]!);
    const used = scripts.flatMap((file) => browserGaps(readFileSync(join(folder, file), 'utf8')));
    const names = [...new Set(used.map(({ name }) => name))].sort();
    assert.deepEqual(names, Object.keys(guarded).sort());
  });

  it('follows from package.json alone', () => {
    assert.deepEqual(syntaxTargets(), ['chrome80', 'edge80', 'firefox78', 'safari14', 'ios14']);
  });
});
