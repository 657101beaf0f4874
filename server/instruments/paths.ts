/** URLs of the instrument pages. */
import { deskPath } from '../http/deskPath.ts';

export const instrumentsPath = `${deskPath}/instruments`;
