/** URLs of signing in, accounts and the audit trail. */
import { deskPath, isUnderDesk } from '../http/deskPath.ts';

export const signInPath = `${deskPath}/sign-in`;
export const secondStepPath = `${signInPath}/second-step`;
export const providerReturnPath = `${signInPath}/provider/return`;
export const setPasswordPath = (token: string) => `${deskPath}/set-password/${token}`;
export const firstAdministratorPath = (token: string) => `${deskPath}/first-administrator/${token}`;
export const ownAccountPath = `${deskPath}/account`;
/** Where the second factor is set up. */
export const secondFactorPath = `${ownAccountPath}/second-factor`;
/** Where a code is given that is asked for again. */
export const proofPath = `${deskPath}/proof`;
export const accountsPath = `${deskPath}/accounts`;
export const accountPath = (id: string) => `${accountsPath}/${id}`;
export const auditPath = `${deskPath}/audit`;

/** The address when it lies under /desk on this server, otherwise the desk itself. */
export function safeReturnPath(path: string | undefined): string {
  const isOurs = path !== undefined && isUnderDesk(path) && !/[\\\s]/.test(path);
  return isOurs && !path.startsWith(signInPath) ? path : deskPath;
}
