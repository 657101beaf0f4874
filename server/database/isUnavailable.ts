/**
 * Whether an error says that the store cannot be reached or takes no writes just now: a network cut, an election, a server that starts,
 * stops or is full. What was asked may be repeated; nothing is wrong with it.
 */
import mongoose, { mongo } from 'mongoose';

/**
 * Codes of servers that are no primary, shut down, gave up waiting for others, have no room, or have taken our rights away (no request
 * of a person can bring that about):
 * https://www.mongodb.com/docs/manual/reference/error-codes/
 */
const codes = new Set([
  6, // HostUnreachable
  7, // HostNotFound
  13, // Unauthorized: the user of the database, not a person
  18, // AuthenticationFailed
  50, // MaxTimeMSExpired
  64, // WriteConcernFailed: a time-out
  89, // NetworkTimeout
  91, // ShutdownInProgress
  100, // UnsatisfiableWriteConcern
  134, // ReadConcernMajorityNotAvailableYet
  189, // PrimarySteppedDown
  262, // ExceededTimeLimit
  371, // UserWritesBlocked
  9001, // SocketException
  10058, // LegacyNotPrimary
  10107, // NotWritablePrimary
  11600, // InterruptedAtShutdown
  11602, // InterruptedDueToReplStateChange
  13435, // NotPrimaryNoSecondaryOk
  13436, // NotPrimaryOrSecondary
  14031, // OutOfDiskSpace
]);

/** Of many faults of ours too; a server that was started to be read only says it in words. */
const illegalOperation = 20;

const classes = [
  mongo.MongoNetworkError,
  mongo.MongoServerSelectionError,
  mongo.MongoNotConnectedError,
  mongo.MongoTopologyClosedError,
  mongo.MongoOperationTimeoutError,
  mongo.MongoExpiredSessionError,
  mongoose.Error.MongooseServerSelectionError,
];
const names = new Set([
  'MongoPoolClearedError',
  'PoolClearedOnNetworkError',
  'MongoPoolClosedError',
  'WaitQueueTimeoutError',
]);

/** @param error anything thrown; causes and the errors inside a bulk write count as well */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, name, cause, message, errorResponse, originalError } = error as Error & {
    code?: unknown;
    errorResponse?: unknown;
    originalError?: unknown;
  };
  if (classes.some((kind) => error instanceof kind) || names.has(name)) return true;
  if (typeof code === 'number' && codes.has(code) && error instanceof mongo.MongoError) return true;
  if (code === illegalOperation && /read.?only mode/i.test(message)) return true;
  if (name === 'MongooseError' && message.includes('buffering timed out')) return true;
  return [cause, errorResponse, originalError].some((inner) => inner !== error && isUnavailable(inner));
}
