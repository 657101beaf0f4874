/** What can happen to one command between the product and its database. */
import type { Document } from 'bson';
import type { Meddling } from './wireProxy.ts';

export interface Fault {
  name: string;
  meddling: Meddling;
}

/** As a primary says it that is one no more; the label is what lets the driver repeat by itself. */
const steppedDown = (code: number, codeName: string): Document => ({
  ok: 0,
  code,
  codeName,
  errmsg: `played: ${codeName}`,
  errorLabels: ['RetryableWriteError'],
});
const refused = (code: number, codeName: string): Fault => ({
  name: `${code} ${codeName}, not done`,
  meddling: { reply: steppedDown(code, codeName) },
});
const doneBut = (code: number, codeName: string): Fault => ({
  name: `${code} ${codeName}, done all the same`,
  meddling: { change: () => steppedDown(code, codeName) },
});
const unconfirmed = { code: 64, codeName: 'WriteConcernFailed', errmsg: 'waiting for replication timed out' };

export const faults: Fault[] = [
  { name: 'the line is cut before the request arrives', meddling: { cut: 'request' } },
  { name: 'the line is cut after it was done', meddling: { cut: 'reply' } },
  { name: 'the reply is late', meddling: { delayMs: 150 } },
  { name: 'the reply never comes', meddling: { delayMs: Infinity } },
  refused(10107, 'NotWritablePrimary'),
  refused(189, 'PrimarySteppedDown'),
  refused(91, 'ShutdownInProgress'),
  refused(11600, 'InterruptedAtShutdown'),
  refused(13435, 'NotPrimaryNoSecondaryOk'),
  doneBut(91, 'ShutdownInProgress'),
  doneBut(11600, 'InterruptedAtShutdown'),
  {
    name: '64 WriteConcernFailed, done here only',
    meddling: { change: (reply) => ({ ...reply, writeConcernError: unconfirmed }) },
  },
];

/** The options of an address that make a test of these quick. */
export const quick =
  'minHeartbeatFrequencyMS=20&heartbeatFrequencyMS=500&serverSelectionTimeoutMS=1000&socketTimeoutMS=400';
