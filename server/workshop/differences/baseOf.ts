/** The waves that used an instrument, and the version that a draft is held against: the newest one that any of them asked. */
import { allInstruments } from '../../instruments/catalogue.ts';
import type { Instrument } from '../../instruments/instrument.ts';
import { endOf, type Wave, WaveModel } from '../../waves/wave.ts';

export interface Use {
  wave: string;
  title: string;
  state: Wave['state'];
  pilot: boolean;
  imported: boolean;
  opensAt: Date | null;
  endsAt: Date | null;
  /** null in a draft, which has chosen the instrument and no version yet. */
  version: number | null;
}

type UsingWave = Pick<
  Wave,
  | '_id'
  | 'title'
  | 'state'
  | 'pilot'
  | 'imported'
  | 'opensAt'
  | 'closesAt'
  | 'closedAt'
  | 'instrumentIds'
  | 'instruments'
>;
const fields = Object.fromEntries(
  [
    ...['title', 'state', 'pilot', 'imported', 'opensAt', 'closesAt', 'closedAt'],
    ...['instrumentIds', 'instruments'],
  ].map((name) => [name, 1]),
);

/** The newest first. */
export async function usesOf(id: string): Promise<Use[]> {
  const waves = await WaveModel.find({}, fields).lean<UsingWave[]>();
  const uses = waves.flatMap((wave): Use[] => {
    const { _id, title, state, pilot, imported, opensAt } = wave;
    const used = wave.instruments?.find((one) => one.id === id);
    const chosen = state === 'draft' && wave.instrumentIds?.includes(id);
    if (!used && !chosen) return [];
    const version = used && state !== 'draft' ? used.version : null;
    return [{ wave: _id, title, state, pilot, imported, opensAt, endsAt: endOf(wave), version }];
  });
  const opening = ({ opensAt }: Use) => opensAt?.getTime() ?? Number.POSITIVE_INFINITY;
  return uses.sort((a, b) => opening(b) - opening(a));
}

/** What a draft is compared with, and the last wave that asked it; the newest version where no wave asked any; null for a new one. */
export async function baseOf(id: string): Promise<{ version: Instrument; use: Use | null } | null> {
  const versions = (await allInstruments()).filter((one) => one.id === id);
  const asked = (await usesOf(id)).filter(({ state, version }) => version !== null && state !== 'withdrawn');
  const used = versions.find(({ version }) => asked.some((use) => use.version === version));
  const version = used ?? versions[0];
  if (!version) return null;
  return { version, use: asked.find((use) => use.version === version.version) ?? null };
}
