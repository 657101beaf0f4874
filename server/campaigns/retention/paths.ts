/** The address of the page of retention. */
import { deskPath } from '../../http/deskPath.ts';

export const retentionPath = `${deskPath}/system/retention`;
