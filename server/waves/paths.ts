/** URLs of a wave: its signed-in pages, where it is answered, and where everyone may read its results. */
import { deskPath } from '../http/deskPath.ts';

export const wavesPath = `${deskPath}/waves`;

/** `wavePath(id)` and `wavePath(id, 'invitations')`. */
export function wavePath(id: string, page = ''): string {
  return `${wavesPath}/${id}${page ? `/${page}` : ''}`;
}

/** Where a manager reads the report of an office; without one the list of reports. */
export function managerReportPath(id: string, office: string): string {
  return office ? `${deskPath}/reports/${id}/${encodeURIComponent(office)}` : `${deskPath}/reports`;
}

/** Where the wave is answered, behind the prefix of a language. */
export function answeringPath(id: string): string {
  return `/w/${id}`;
}

/** One person's link: the code stays behind the `#`, so that no log can hold it. @param baseUrl without a slash at the end @param prefix of a language */
export function answerLink(baseUrl: string, id: string, code: string, prefix = ''): string {
  return `${baseUrl}${prefix}${answeringPath(id)}#${code}`;
}

/** The same for an SMS, in which each letter is paid: the first page of the site finds the wave by the code. */
export function answerLinkShort(baseUrl: string, code: string): string {
  return `${baseUrl}/#${code}`;
}

/** The results for everyone, behind the prefix of a language. */
export function resultsPath(id: string): string {
  return `/waves/${id}/results`;
}
