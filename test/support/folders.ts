/**
 * The map of server/ (server/folders.json): which folders there are, from the bottom up, and what each may import. The
 * architecture test reads it, and server/README.md shows it as a table: `npx tsx test/support/folders.ts` writes it there.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { projectRoot } from '../../server/projectRoot.ts';

export interface Folder {
  folder: string;
  holds: string;
  imports: string[];
}

export const folders = JSON.parse(readFileSync(join(projectRoot, 'server/folders.json'), 'utf8')) as Folder[];

export const readmeFile = join(projectRoot, 'server/README.md');
const table = /(?<=<!-- folders -->\n)[\s\S]*?(?=<!-- end of folders -->)/;

/** The README with the table as the data says it. */
export function withFolderTable(readme: string): string {
  const name = (folder: string) => (folder.endsWith('.ts') ? `\`${folder}\`` : `\`${folder}/\``);
  const rows = folders.map(({ folder, holds, imports }) => {
    const list = imports.map((each) => each.replace(/\.ts$/, '')).join(', ');
    return `| ${name(folder)} | ${holds} | ${list || '–'} |\n`;
  });
  return readme.replace(table, `| folder | what it holds | may import |\n|---|---|---|\n${rows.join('')}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(readmeFile, withFolderTable(readFileSync(readmeFile, 'utf8')));
}
