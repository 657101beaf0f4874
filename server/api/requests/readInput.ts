/** Checks what a program sent by the same schemas that describe it, and tells everything that is wrong with it at once. */
import type { z } from 'zod';
import { HttpError } from '../../http/httpErrors.ts';

/** One thing that is wrong: a place in the body (JSON pointer) or a parameter, and a locale key. */
export interface Complaint {
  pointer?: string;
  parameter?: string;
  message: string;
  values?: Record<string, unknown>;
}

export class InvalidRequest extends HttpError {
  readonly complaints: readonly Complaint[];
  constructor(status: 400 | 422, complaints: readonly Complaint[]) {
    super(status, status === 400 ? 'api:problem.parameters' : 'api:problem.body');
    this.complaints = complaints;
  }
}

/** @throws InvalidRequest 400 */
export function readParameters<S extends z.ZodType>(schema: S, given: unknown): z.output<S> {
  const parsed = schema.safeParse(given ?? {});
  if (parsed.success) return parsed.data;
  throw new InvalidRequest(
    400,
    parsed.error.issues.flatMap((issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((parameter) => ({ parameter, message: 'api:issue.unknown' }))
        : [{ parameter: issue.path.join('.'), ...complaintOf(issue) }],
    ),
  );
}

/** @throws InvalidRequest 422 */
export function readBody<S extends z.ZodType>(schema: S, given: unknown): z.output<S> {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new InvalidRequest(
    422,
    parsed.error.issues.flatMap((issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => ({
            pointer: pointerTo([...issue.path, key]),
            message: 'api:issue.unknown',
          }))
        : [{ pointer: pointerTo(issue.path), ...complaintOf(issue) }],
    ),
  );
}

/** RFC 6901, as a fragment. */
export function pointerTo(path: readonly PropertyKey[]): string {
  const parts = path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`);
  return `#${parts.join('')}`;
}

function complaintOf(issue: z.core.$ZodIssue): Pick<Complaint, 'message' | 'values'> {
  if (/^[\w-]+:[\w.]+$/.test(issue.message)) return { message: issue.message };
  if (issue.code === 'invalid_type' && issue.input === undefined) return { message: 'api:issue.missing' };
  if (issue.code === 'invalid_type')
    return { message: 'api:issue.type', values: { expected: issue.expected } };
  if (issue.code === 'invalid_value')
    return { message: 'api:issue.value', values: { expected: issue.values.map(String).join(', ') } };
  if (issue.code === 'too_small')
    return { message: 'api:issue.small', values: { expected: String(issue.minimum) } };
  if (issue.code === 'too_big')
    return { message: 'api:issue.big', values: { expected: String(issue.maximum) } };
  if (issue.code === 'invalid_format')
    return { message: 'api:issue.format', values: { expected: issue.format } };
  return { message: 'api:issue.other' };
}
