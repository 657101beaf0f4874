/**
 * Sending and its cryptography, in a file of its own because only the last step needs it. The page loads it before the end,
 * and the service worker begins with it.
 */
import { send } from './answer/send.ts';

export type Send = typeof send;
(self as unknown as { sendDraft: Send }).sendDraft = send;
