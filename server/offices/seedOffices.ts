/**
 * The offices that come with the product go into an empty store at its first start. A store with offices is left alone, but for the places of
 * ours that an earlier version stored without any.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import mongoose from 'mongoose';
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
  if (await OfficeModel.exists({})) {
    await placeStoredOffices();
    return 0;
  }
  const { of1399, later } = eastAzerbaijan();
  const plan = await planOfficeImport([...of1399, ...later]);
  // Hosts that start together on an empty store bring the same offices; each is stored once.
  const isFirst = await insertOnce(() => applyOfficeImport(plan, { actor: 'system', now, fileName }));
  return isFirst ? plan.added.length : 0;
}

/** Only where nothing was said of a place: null says that the office has none. */
async function placeStoredOffices(): Promise<void> {
  const unplaced = await OfficeModel.find(
    { latitude: mongoose.trusted({ $exists: false }) },
    { _id: 1 },
  ).lean();
  if (unplaced.length === 0) return;
  const codes = new Set(unplaced.map(({ _id }) => _id));
  const { of1399, later } = eastAzerbaijan();
  const known = [...of1399, ...later].filter(({ code, latitude }) => latitude != null && codes.has(code));
  for (const { code, latitude = null, longitude = null } of known)
    await OfficeModel.updateOne({ _id: code }, { $set: { latitude, longitude } });
}
