/** Addresses of the desk that several places use. */
export const deskPath = '/desk';
export const signInPath = '/desk/sign-in';
export const setPasswordPath = (token: string) => `/desk/set-password/${token}`;
export const firstAdministratorPath = (token: string) => `/desk/first-administrator/${token}`;

/** The address when it lies under /desk on this server, otherwise the desk itself. */
export function safeReturnPath(path: string | undefined): string {
  return path && /^\/desk(?:[/?][^\\\s]*)?$/.test(path) && !path.startsWith(signInPath) ? path : deskPath;
}
export const accountsPath = '/desk/accounts';
export const accountPath = (id: string) => `${accountsPath}/${id}`;
