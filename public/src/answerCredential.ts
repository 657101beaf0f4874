/**
 * Sending and its cryptography, in a file of its own because only the last step needs it. The page loads it shortly
 * before the last step, and the service worker imports it.
 */
import { send } from './answer/send.ts';

export type Send = typeof send;
(self as unknown as { sendDraft: Send }).sendDraft = send;
