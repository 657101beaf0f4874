// The one error class that reaches a client, with MongoDB's own codes, so that the driver and mongoose
// treat a refusal of this store exactly as they treat one of a real server.
import type { Document } from 'bson';

export const codes = {
  InternalError: 1,
  BadValue: 2,
  FailedToParse: 9,
  TypeMismatch: 14,
  Overflow: 15,
  InvalidLength: 16,
  IllegalOperation: 20,
  NamespaceNotFound: 26,
  IndexNotFound: 27,
  PathNotViable: 28,
  ConflictingUpdateOperators: 40,
  CursorNotFound: 43,
  DollarPrefixedFieldName: 52,
  InvalidIdField: 53,
  CommandNotFound: 59,
  ImmutableField: 66,
  CannotCreateIndex: 67,
  InvalidOptions: 72,
  InvalidNamespace: 73,
  IndexOptionsConflict: 85,
  IndexKeySpecsConflict: 86,
  CommandNotSupported: 115,
  InvalidPipelineOperator: 168,
  CannotIndexParallelArrays: 171,
  QueryExceededMemoryLimit: 292,
  BSONObjectTooLarge: 10334,
  DuplicateKey: 11000,
  OutOfDiskSpace: 14031,
  UnknownGroupOperator: 15952,
  UnrecognizedStage: 40324,
  UnknownField: 40415,
} as const;

export type CodeName = keyof typeof codes;

/** An error a client sees as `{ ok: 0, code, codeName, errmsg }`; `details` are added to the answer. */
export class StoreError extends Error {
  readonly code: number;
  readonly codeName: CodeName;
  readonly details: Document;
  constructor(codeName: CodeName, message: string, details: Document = {}) {
    super(message);
    this.name = 'StoreError';
    this.codeName = codeName;
    this.code = codes[codeName];
    this.details = details;
  }
}

/** The error for everything outside the allow-list: names what was asked for and where it can be had. */
export function storeError(codeName: CodeName, what: string): StoreError {
  return new StoreError(codeName, `${what} is not in the embedded store; set MONGODB_URI`);
}

/** The failed answer to a command, from any thrown value; an unforeseen one becomes InternalError. */
export function errorReply(error: unknown): Document {
  if (error instanceof StoreError)
    return { ok: 0, errmsg: error.message, code: error.code, codeName: error.codeName, ...error.details };
  const errmsg = error instanceof Error ? error.message : String(error);
  return { ok: 0, errmsg, code: codes.InternalError, codeName: 'InternalError' };
}

/** A client that does not speak the protocol: its connection is closed without an answer. */
export class ProtocolError extends Error {}
