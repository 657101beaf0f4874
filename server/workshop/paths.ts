/** URLs of the pages on which an instrument is written. */
import { instrumentsPath } from '../instruments/paths.ts';

export const blankPath = `${instrumentsPath}/new/blank`;

export function instrumentPath(id: string, page = ''): string {
  return `${instrumentsPath}/${id}${page && `/${page}`}`;
}

export function draftPath(id: string, page = ''): string {
  return instrumentPath(id, `draft${page && `/${page}`}`);
}

/** The editor at one part, and at a row of it. */
export function partPath(id: string, part: string, row = ''): string {
  return `${draftPath(id)}?part=${encodeURIComponent(part)}${row && `#${row}`}`;
}

/** A part with the form of a new row open in it. */
export function newRowPath(id: string, part: string): string {
  return `${partPath(id, part)}&edit=new#new`;
}
