/** Where signed-in pages lie. The cookies of sessions and of visitors who have not signed in are scoped to it. */
export const deskPath = '/desk';

/** @param address a path, with or without a query */
export function isUnderDesk(address: string): boolean {
  return address === deskPath || /^\/desk[/?]/.test(address);
}
