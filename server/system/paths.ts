/** URLs of the system's condition. */
import { deskPath } from '../http/deskPath.ts';

export const systemPath = `${deskPath}/system`;
export const conditionJsonPath = `${systemPath}/condition.json`;
