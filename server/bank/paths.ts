/** URLs of the bank of items. */
import { deskPath } from '../http/deskPath.ts';

export const bankPath = `${deskPath}/bank`;

export interface BankAddress {
  words?: string;
  of?: string;
  into?: string;
  page?: number;
}

/** The list, with what is asked of it. */
export function bankAddress({ words = '', of = '', into = '', page = 1 }: BankAddress): string {
  const asked = { ...(words && { q: words }), ...(of && { of }), ...(into && { into }) };
  const query = new URLSearchParams({ ...asked, ...(page > 1 && { page: String(page) }) });
  return query.size > 0 ? `${bankPath}?${query}` : bankPath;
}

/** The page of a dimension, or of one item of it. */
export function entryPath(name: string, into = ''): string {
  const path = name.split('/').map(encodeURIComponent).join('/');
  return `${bankPath}/${path}${into && `?into=${encodeURIComponent(into)}`}`;
}
