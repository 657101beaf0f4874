// Random values, documents, filters, sorts and index keys for the property tests: few distinct values, so that they
// meet, and the awkward ones among them.
import fc from 'fast-check';
import { mongo } from 'mongoose';
import type { Doc } from './model.ts';

/** How many random cases each property tries. */
export const runs = Number(process.env.PROPERTY_RUNS ?? 60);

export const scalar = fc.oneof(
  fc.constantFrom(null, true, false, '', 'a', 'b', 'ab', 'a\0b', 'a\0', 'a\u0001', 'é', '😀', '\uffff'),
  fc.integer({ min: -2, max: 3 }),
  fc.constantFrom(0.5, -1.5, 1e300, 2 ** 40, -(2 ** 31) - 1, Number.POSITIVE_INFINITY),
  fc.constantFrom(new Date(0), new Date(-5), new Date(86_400_000)),
  fc
    .constantFrom('000000000000000000000001', 'ff0000000000000000000000')
    .map((hex) => new mongo.ObjectId(hex)),
  fc
    .constantFrom(Buffer.from([255]), Buffer.from([254]), Buffer.from([1, 2]))
    .map((bytes) => new mongo.Binary(bytes)),
);
const small = fc.record({ x: scalar, y: scalar }, { requiredKeys: [], noNullPrototype: true });
export const value = fc.oneof(
  { weight: 5, arbitrary: scalar },
  { weight: 1, arbitrary: small },
  { weight: 2, arbitrary: fc.array(fc.oneof(scalar, small), { maxLength: 3 }) },
);
export const document = fc.record(
  { a: value, b: value, c: scalar },
  { requiredKeys: [], noNullPrototype: true },
);
export const path = fc.constantFrom('a', 'b', 'c', 'a.x', 'b.y');

const condition = fc.oneof(
  fc.tuple(fc.constantFrom('$eq', '$ne', '$gt', '$gte', '$lt', '$lte'), scalar),
  fc.tuple(fc.constant('$eq'), value),
  fc.tuple(fc.constant('$in'), fc.array(scalar, { maxLength: 3 })),
  fc.tuple(fc.constant('$exists'), fc.boolean()),
);
const conditions = fc
  .array(condition, { minLength: 1, maxLength: 2 })
  .map((list) => Object.fromEntries(list) as Doc);
const field: fc.Arbitrary<Doc> = fc
  .tuple(path, fc.oneof(scalar, conditions, conditions))
  .map(([name, operand]) => ({ [name]: operand }));
export const filter: fc.Arbitrary<Doc> = fc.oneof(
  fc.array(field, { maxLength: 2 }).map((list) => Object.assign({}, ...list) as Doc),
  fc
    .tuple(fc.constantFrom('$and', '$or'), fc.array(field, { minLength: 1, maxLength: 3 }))
    .map(([name, list]) => ({ [name]: list })),
);
const direction = fc.constantFrom<1 | -1>(1, -1);
export const sort = fc.uniqueArray(fc.tuple(path, direction), { maxLength: 2, selector: ([name]) => name });
/** Fields kept (or left out), with or without the _id. */
export const projection: fc.Arbitrary<Record<string, 0 | 1>> = fc
  .tuple(fc.constantFrom<0 | 1>(0, 1), fc.subarray(['a', 'b', 'c'], { minLength: 1 }), fc.boolean())
  .map(([kept, names, withId]) => ({
    ...Object.fromEntries(names.map((name) => [name, kept])),
    ...(!withId && { _id: 0 as const }),
  }));
export const index = fc.uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c', 'a.x', 'b.y'), direction), {
  minLength: 1,
  maxLength: 3,
  selector: ([name]) => name,
});
