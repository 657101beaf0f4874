/** The accounts of the demo: one of every role, all with the same password, since the store exists only as long as the run. */
import type { Role } from '../accounts/account.ts';

export const demoPassword = 'tabriz-1405';

export interface DemoPerson {
  username: string;
  displayName: string;
  role: Role;
  office?: string;
}

export const demoPeople: DemoPerson[] = [
  { username: 'admin', displayName: 'نرگس احمدی', role: 'administrator' },
  { username: 'admin2', displayName: 'بابک سلیمی', role: 'administrator' },
  { username: 'ostandar', displayName: 'استاندار', role: 'manager', office: 'ea-hq' },
  { username: 'miyaneh', displayName: 'فرماندار میانه', role: 'manager', office: 'ea-mianeh' },
  {
    username: 'bakhshdar',
    displayName: 'بخشدار ترکمانچای',
    role: 'manager',
    office: 'ea-mianeh-torkamanchay',
  },
  { username: 'analyst', displayName: 'پژوهشگر', role: 'analyst' },
  { username: 'auditor', displayName: 'بازرس', role: 'auditor' },
  { username: 'kaghaz', displayName: 'رقیه نجفی', role: 'clerk' },
  { username: 'pishnahad', displayName: 'دبیرخانهٔ پیشنهادهای میانه', role: 'reviewer', office: 'ea-mianeh' },
];

/** Whom readers of the demo ask. */
export const demoContact = 'پشتیبانی سامانه، تلفن داخلی ۳۳۰';
