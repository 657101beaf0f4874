/** A kiosk's heartbeat: only its hour is stored, and the reply says which waves can be answered in the kiosk's office. */
import { hashToken } from '../accounts/oneTimeToken.ts';
import { hourOf } from '../clock.ts';
import { NotFound } from '../http/httpErrors.ts';
import { OfficeModel } from '../offices/office.ts';
import { WaveModel } from '../waves/wave.ts';
import { phaseFields, phaseOf } from '../waves/wavePhase.ts';
import { type Kiosk, KioskModel } from './kiosk.ts';

/** What the device stores about itself. */
export interface KioskFacts {
  name: string;
  nameFa: string;
  nameEn: string;
  waves: { id: string; title: string }[];
}

/** @throws NotFound for a token that no kiosk has, or no longer has */
export async function heartbeat(token: string, now: Date): Promise<KioskFacts> {
  const kiosk = await KioskModel.findOneAndUpdate(
    { tokenHash: hashToken(token) },
    { $set: { seenAt: hourOf(now) } },
  ).lean();
  if (!kiosk) throw new NotFound('kiosks:unknownDevice');
  return kioskFacts(kiosk, now);
}

/** A wave in its grace time accepts what was answered before, but is not offered any more. */
export async function kioskFacts({ name, office }: Kiosk, now: Date): Promise<KioskFacts> {
  const fields = { title: 1, offices: 1, ...phaseFields };
  const [found, waves] = await Promise.all([
    OfficeModel.findOne({ _id: office }).lean(),
    WaveModel.find({ state: 'open' }, fields).sort({ _id: 1 }).lean(),
  ]);
  const open = waves.filter(
    (wave) => phaseOf(wave, now) === 'open' && wave.offices.some(({ code }) => code === office),
  );
  return {
    name,
    nameFa: found?.nameFa ?? '',
    nameEn: found?.nameEn || (found?.nameFa ?? ''),
    waves: open.map(({ _id, title }) => ({ id: _id, title })),
  };
}
