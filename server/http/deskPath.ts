/** Where signed-in pages lie: the cookie of the session is scoped to it, and nothing else sets one. */
export const deskPath = '/desk';

/** @param address a path, with or without a query */
export function isUnderDesk(address: string): boolean {
  return address === deskPath || /^\/desk[/?]/.test(address);
}
