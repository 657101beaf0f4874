/**
 * Which place of which list. As plain numbers the index of a dimension and the index of a measure could be confused; here each list says
 * what indexes it, `at` takes only that kind of index, and it throws where `list[index]` would be undefined.
 */
declare const kind: unique symbol;
type Index<Kind extends string> = number & { readonly [kind]: Kind };

export type InstrumentIndex = Index<'instrument'>;
/** Of a report that looks the same for every instrument, the first. */
export const firstInstrument = 0 as InstrumentIndex;
export type DimensionIndex = Index<'dimension'>;
/** The position of an item in an encoded response. */
export type ItemPosition = Index<'item'>;
/** A background question. */
export type QuestionIndex = Index<'question'>;
export type MeasureIndex = Index<'measure'>;
/** A reporting unit of the wave. */
export type UnitIndex = Index<'unit'>;

declare const indexedBy: unique symbol;

/** A list that is indexed by one kind of index. Costs nothing at run time: any array is one. */
export interface ListBy<I extends number, T> extends ReadonlyArray<T> {
  readonly [indexedBy]?: (index: I) => void;
}

/**
 * The entry at an index. All its calls share one place where the engine remembers kinds of lists, so loops that run for every answer of
 * every response index directly.
 * @throws RangeError where there is none
 */
export function at<I extends number, T>(list: ListBy<I, T>, index: I): T {
  const entry = list[index];
  if (entry === undefined) throw new RangeError(`no entry ${index} in a list of ${list.length}`);
  return entry;
}

/** The indexes of a list, in order. */
export function indexesOf<I extends number>(list: ListBy<I, unknown>): I[] {
  return [...list.keys()] as I[];
}

/** Like `map`, but each entry comes with its own kind of index, and so does the result. */
export function mapBy<I extends number, T, U>(
  list: ListBy<I, T>,
  of: (entry: T, index: I) => U,
): ListBy<I, U> {
  return list.map((entry, index) => of(entry, index as I));
}
