/** URLs of entering papers. */
import { deskPath } from '../http/deskPath.ts';

export const papersPath = `${deskPath}/papers`;
