/** URLs of the desk's pages for waves that belong to no single wave. */
import { deskPath } from '../http/deskPath.ts';

export const calendarPath = `${deskPath}/calendar`;
export const digestPath = `${deskPath}/digest`;
