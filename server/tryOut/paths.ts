/** Addresses of the try-out. */
import { deskPath } from '../http/deskPath.ts';

export const tryOutPath = `${deskPath}/try-out`;
export const tryOutResultsPath = `${tryOutPath}/results`;
