/** The files of an archive: the built program, what it reads, and the packages that lie beside it, cut down to this platform. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

/** What the program reads besides its own bundle, and what its guide tells to copy. */
const shipped = [
  'LICENSE',
  'README.md',
  'CHANGELOG.md',
  'package.json',
  'package-lock.json',
  'deploy',
  'locales',
  'surveys',
  'views',
  'server/README.md',
  'server/deployment.md',
  'server/database/README.md',
  'server/build/bootstrap.mjs',
];

export const filesBelow = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));

/** Machine code of other platforms, sources of it, types, maps and tests of packages: nothing runs them here. */
export function isNeeded(path, platform = `${process.platform}-${process.arch}`) {
  const [, prebuild] = /\/prebuilds\/([^/]+)\//.exec(path) ?? [];
  if (prebuild && prebuild !== platform) return false;
  return !/\.(d\.[cm]?ts|map|md|markdown|gyp|cc|cpp|c|h|hpp|flow)$|\/(dependencies|\.github|test|tests|docs|examples?)\//i.test(
    path,
  );
}

/** The PDF's font is one file of a package of many. */
const isUnusedFont = (path) => /vazirmatn\/(?!package\.json|LICENSE|OFL|fonts\/ttf\/Vazirmatn-)/.test(path);

/** Lists, levels and offices that the program reads from beside its sources. */
export const dataOfServer = (root) =>
  filesBelow(join(root, 'server'))
    .map((path) => relative(root, path).replaceAll('\\', '/'))
    .filter((name) => /\.(json|txt)$/.test(name) && name !== 'server/folders.json');

export function packedFiles(root, { packages, bundle }) {
  const own = [...shipped, ...dataOfServer(root)].flatMap((name) => {
    const path = join(root, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
  const modules = packages
    .flatMap((place) => filesBelow(join(root, place)).map((path) => relative(root, path)))
    .filter((path) => packages.some((place) => isDirectlyIn(path, place)))
    .filter((path) => isNeeded(`/${path}`) && !isUnusedFont(path));
  const inRoot = [...own.map((path) => relative(root, path)), ...builtForPages(root), ...new Set(modules)];
  const read = (path) => ({ content: readFileSync(path), isProgram: (statSync(path).mode & 0o100) !== 0 });
  return [
    ...inRoot.map((name) => ({ name: name.replaceAll('\\', '/'), ...read(join(root, name)) })),
    ...filesBelow(bundle).map((path) => ({ name: `dist/server/${relative(bundle, path)}`, ...read(path) })),
  ];
}

/** Of the last build alone: the folder keeps what pages of the one before still ask for. */
function builtForPages(root) {
  const folder = 'public/build';
  const manifest = JSON.parse(readFileSync(join(root, folder, 'manifest.json'), 'utf8'));
  const present = new Set(readdirSync(join(root, folder)));
  const files = Object.values(manifest).flatMap((name) => [name, `${name}.br`, `${name}.gz`]);
  return ['manifest.json', ...files.filter((name) => present.has(name))].map((name) => `${folder}/${name}`);
}

/** Not in a package that lies within another: it is listed by itself where it is needed. */
const isDirectlyIn = (path, place) =>
  path.startsWith(`${place}/`) && !path.slice(place.length + 1).includes('node_modules/');
