/** Addresses of the office pages. */
import { deskPath } from '../http/deskPath.ts';

export const officesPath = `${deskPath}/offices`;
export const officeImportPath = `${officesPath}/import`;
export const levelsPath = `${officesPath}/levels`;
export const officePath = (code: string) => `${officesPath}/${code}`;
