/** Addresses of the interface for programs, of its reference, and of the desk's pages about both. */
import { deskPath } from '../http/deskPath.ts';

export const apiPath = '/api/v1';
export const openApiPath = `${apiPath}/openapi.json`;
export const referencePath = '/api/reference';
export const webhooksPath = `${deskPath}/system/webhooks`;
export const tokensPath = `${deskPath}/system/tokens`;

/** @param address a path, with or without a query */
export function isUnderApi(address: string): boolean {
  return address === apiPath || /^\/api\/v1[/?]/.test(address);
}
