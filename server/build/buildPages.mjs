/**
 * The part of the build that browsers get: scripts and styles to public/build with a content hash in each name, a subset of the font,
 * and a compressed copy (brotli, gzip) beside each text file.
 */
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { refuseGaps } from './browserGaps.mjs';
import { trim } from './buildTrim.mjs';
import { lowerStyles } from './lowerStyles.mjs';
import { refuseStyleGaps } from './styleGaps.mjs';
import { syntaxTargets } from './targetBrowsers.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const target = join(root, 'public/build');

/** `quick`, while developing: the font stays as it is and nothing is compressed. */
export async function buildPages({ quick = false } = {}) {
  const folder = join(root, `public/.build-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  const manifest = {};
  const emit = (name, content) => {
    const hash = createHash('sha256').update(content).digest('hex').slice(0, 10);
    const file = `${basename(name, extname(name))}-${hash}${extname(name)}`;
    writeFileSync(join(folder, file), content);
    if (!quick && /\.(css|js|svg|json)$/.test(file)) compress(join(folder, file), content);
    manifest[name] = file;
  };
  if (quick) keepFont(emit);
  else await emitFont(emit);
  await emitStyles(emit, manifest, { checked: !quick });
  await emitScripts(emit, { checked: !quick });
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest, null, 2));
  keepFilesBefore(folder, manifest);
  rmSync(target, { recursive: true, force: true });
  renameSync(folder, target);
}

function keepFont(emit) {
  const before = JSON.parse(readFileSync(join(target, 'manifest.json'), 'utf8'));
  for (const [name, file] of Object.entries(before)) {
    if (name.endsWith('.woff2')) emit(name, readFileSync(join(target, file)));
  }
}

/** Pages that are open while a new build is put in place still ask for the files of the one before it. */
function keepFilesBefore(folder, manifest) {
  if (!existsSync(join(target, 'manifest.json'))) return;
  const before = JSON.parse(readFileSync(join(target, 'manifest.json'), 'utf8'));
  const isSame = JSON.stringify(before) === JSON.stringify(manifest);
  const files = Object.values(before).flatMap((name) => [name, `${name}.br`, `${name}.gz`]);
  for (const name of isSame ? readdirSync(target) : files) {
    const [from, to] = [join(target, name), join(folder, name)];
    if (existsSync(from) && !existsSync(to)) copyFileSync(from, to);
  }
}

function compress(path, content) {
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
  writeFileSync(`${path}.br`, brotliCompressSync(content, quality));
  writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
}

const range = (from, to) =>
  Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i)).join('');

/**
 * Two files, so that a Persian page loads the first alone (about 31 kB): letters of Persian and Azerbaijani, both digit
 * sets and punctuation; and Latin letters. Weights below 400 would add a third of the size.
 */
function fontFiles() {
  const persian = 'آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیءأإؤئيكةۀىۆۇؽەێ';
  const marks = `${range(0x64b, 0x652)}\u0654\u0670\u200c\u200d\u200e\u200f`;
  const latin = `${range(0x41, 0x5a)}${range(0x61, 0x7a)}`;
  const ascii = [...range(0x20, 0x7e)].filter((letter) => !latin.includes(letter)).join('');
  const digits = `${range(0x6f0, 0x6f9)}${range(0x660, 0x669)}`;
  return {
    'vazirmatn.woff2': `${persian}${marks}${digits}،؛؟٪٫٬«»–—…−×±·•${ascii}\u00a0`,
    'vazirmatn-latin.woff2': latin,
  };
}

async function emitFont(emit) {
  const { default: subsetFont } = await import('subset-font');
  const source = readFileSync(join(root, 'node_modules/vazirmatn/fonts/variable/Vazirmatn[wght].ttf'));
  for (const [name, letters] of Object.entries(fontFiles())) {
    const subset = await subsetFont(source, letters, {
      targetFormat: 'woff2',
      variationAxes: { wght: { min: 400, max: 700, default: 400 } },
    });
    emit(name, subset);
  }
}

const esbuildOf = async () => (await import('esbuild')).default;

async function emitStyles(emit, manifest, { checked }) {
  const esbuild = await esbuildOf();
  const sources = readdirSync(join(root, 'public/styles')).filter(
    (name) => name.endsWith('.css') && !name.startsWith('_'),
  );
  for (const name of sources) {
    const { outputFiles } = await esbuild.build({
      entryPoints: [join(root, 'public/styles', name)],
      bundle: true,
      minify: true,
      write: false,
      external: ['*.woff2'],
      target: syntaxTargets(),
    });
    const css = lowerStyles(outputFiles[0].text);
    if (checked) refuseStyleGaps(name, css);
    const fonts = /vazirmatn[a-z-]*\.woff2/g;
    emit(name, Buffer.from(css.replaceAll(fonts, (font) => manifest[font] ?? font)));
  }
}

async function emitScripts(emit, { checked }) {
  const esbuild = await esbuildOf();
  const folder = join(root, 'public/src');
  const sources = (existsSync(folder) ? readdirSync(folder) : []).filter(
    (name) => name.endsWith('.ts') && !name.startsWith('_'),
  );
  for (const name of sources) {
    const { outputFiles } = await esbuild.build({
      entryPoints: [join(root, 'public/src', name)],
      bundle: true,
      minify: true,
      write: false,
      format: 'iife',
      target: syntaxTargets(),
      // Both are there; only a rare use goes wrong in the oldest (defaults that name another part, `?.(...spread)`), and nothing has it.
      supported: { destructuring: true, 'optional-chain': true },
      plugins: [trim],
    });
    if (checked) refuseGaps(name, outputFiles[0].text);
    emit(name.replace(/\.ts$/, '.js'), Buffer.from(outputFiles[0].contents));
  }
}
