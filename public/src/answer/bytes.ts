/** Bytes as text, for storage and for JSON. */
export { fromBase64, toBase64 } from '../../../server/i18n/base64.ts';
