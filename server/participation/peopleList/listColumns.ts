/**
 * Which column of a people list holds what. Headers may be Persian or English in any spelling.
 * Unknown columns are never stored: the product must not keep a name beside an address.
 */
import { columnsNamed } from '../../tables/reading/findHeader.ts';

export const listFields = ['office', 'channel', 'address', 'email', 'mobile'] as const;
export type ListField = (typeof listFields)[number];

const headers: Record<ListField, readonly string[]> = {
  office: [
    'office',
    'office code',
    'office name',
    'unit',
    'unit code',
    'unit name',
    'دستگاه',
    'نام دستگاه',
    'کد دستگاه',
    'واحد',
    'نام واحد',
    'کد واحد',
    'اداره',
    'کد اداره',
    'نام اداره',
    'محل خدمت',
    'محل کار',
  ],
  channel: ['channel', 'way', 'راه', 'روش', 'روش ارسال', 'راه ارسال', 'کانال', 'شیوه', 'شیوه ارسال'],
  address: ['address', 'contact', 'نشانی', 'آدرس', 'تماس', 'راه تماس', 'اطلاعات تماس'],
  email: [
    'email',
    'e-mail',
    'mail',
    'email address',
    'ایمیل',
    'رایانامه',
    'پست الکترونیک',
    'پست الکترونیکی',
    'نشانی رایانامه',
    'آدرس ایمیل',
    'نشانی ایمیل',
  ],
  mobile: [
    'mobile',
    'phone',
    'mobile number',
    'mobile phone',
    'phone number',
    'telephone',
    'tel',
    'cell',
    'cell phone',
    'sms',
    'موبایل',
    'تلفن همراه',
    'همراه',
    'شماره همراه',
    'شماره موبایل',
    'شماره تلفن همراه',
    'تلفن',
    'شماره تلفن',
    'شماره تماس',
  ],
};
/** The columns of a people list; it must at least name offices. */
export const listColumns = columnsNamed(headers, ['office']);
