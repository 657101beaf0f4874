/** Kiosks and network points of the demo: active devices, a silent one, one that waits for its device, and a revoked one. */
import { newToken } from '../accounts/oneTimeToken.ts';
import { hourOf } from '../clock.ts';
import { KioskModel } from '../kiosks/kiosk.ts';
import { PointModel } from '../kiosks/point.ts';
import { demoDay } from './demoWaves.ts';

interface KioskOffice {
  code: string;
  level: string;
  nameFa: string;
}

const kinds: Record<string, string[]> = {
  province: ['ستاد', 'میز خدمت', 'بایگانی'],
  governorate: ['فرمانداری', 'میز خدمت'],
  district: ['بخشداری'],
  department: ['ستاد'],
};

/** Every seventh district is not yet on the network, so that reach has something to show. */
const unreachedEvery = 7;

export async function addDemoKiosks(offices: readonly KioskOffice[], now: Date): Promise<void> {
  const districts = offices.filter(({ level }) => level === 'district');
  const reached = offices.filter((office) => districts.indexOf(office) % unreachedEvery !== 0);
  const points = reached.flatMap(({ code, level, nameFa }) =>
    (kinds[level] ?? []).map((kind, index) => ({
      _id: `${code}-${index + 1}`,
      office: code,
      name: index === 0 ? nameFa : `${kind} ${nameFa}`,
      kind,
    })),
  );
  await PointModel.insertMany(points);
  const governorates = offices.filter(({ level }) => level !== 'district').slice(0, devices.length);
  await KioskModel.insertMany(
    governorates.map(({ code }, index) => ({ office: code, point: `${code}-2`, ...deviceOf(index, now) })),
  );
}

/** `silentDays` since the last heartbeat; null for a kiosk that has no device yet. */
const devices: { name: string; silentDays: number | null; revoked?: boolean }[] = [
  { name: 'سالن طبقهٔ همکف', silentDays: 0 },
  { name: 'کنار میز خدمت', silentDays: 0 },
  { name: 'اتاق کارگزینی', silentDays: 0 },
  { name: 'راهروی بایگانی', silentDays: 6 },
  { name: 'نمازخانه', silentDays: null },
  { name: 'نگهبانی', silentDays: 9, revoked: true },
];

/** Nobody has the token of this hash, so no device can pose as one of these. */
function deviceOf(index: number, now: Date) {
  const { name, silentDays, revoked = false } = devices[index]!;
  const isRegistered = silentDays !== null && !revoked;
  return {
    _id: `demo-kiosk-${index + 1}`,
    name,
    tokenHash: isRegistered ? newToken().tokenHash : null,
    seenAt: silentDays === null ? null : hourOf(demoDay(now, -silentDays)),
    revoked,
  };
}
