/** The offices that come with the product go into an empty store at its first start; a store with offices is left alone. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { insertOnce } from '../database/insertOnce.ts';
import { projectRoot } from '../projectRoot.ts';
import { applyOfficeImport } from './applyOfficeImport.ts';
import { OfficeModel } from './office.ts';
import type { OfficeRecord } from './officeFile.ts';
import { planOfficeImport } from './planOfficeImport.ts';
import { readOfficeJson } from './readOfficeJson.ts';
import { checkOffices } from './readOffices.ts';

const fileName = 'offices-east-azerbaijan.json';

/** East Azerbaijan: the 68 offices of 1399, and after them those founded since, each with the days it exists. */
export function eastAzerbaijan(): { of1399: OfficeRecord[]; later: OfficeRecord[] } {
  const text = readFileSync(join(projectRoot, 'server/offices', fileName), 'utf8');
  const of1399 = readOfficeJson(text, fileName);
  const all = checkOffices([...of1399, ...readOfficeJson(text, fileName, 'laterOffices')], fileName);
  return { of1399: all.slice(0, of1399.length), later: all.slice(of1399.length) };
}

/** @returns how many offices were stored: none when there were some already */
export async function seedOffices(now: Date): Promise<number> {
  if (await OfficeModel.exists({})) return 0;
  const { of1399, later } = eastAzerbaijan();
  const plan = await planOfficeImport([...of1399, ...later]);
  // Hosts that start together on an empty store bring the same offices; each is stored once.
  const isFirst = await insertOnce(() => applyOfficeImport(plan, { actor: 'system', now, fileName }));
  return isFirst ? plan.added.length : 0;
}
