// The one list of what the embedded store takes. Commands with their fields stand here; operators, stages,
// accumulators and expressions as well, and the code that implements them checks against this file.

const words = (list: string): string[] => list.split(' ');

/** Fields every command may carry. Sessions are accepted and ignored: there are no transactions. */
export const commonFields = words(
  '$db lsid $clusterTime $readPreference comment maxTimeMS readConcern writeConcern apiVersion apiStrict apiDeprecationErrors txnNumber',
);

const any = null;

/** Fields of each command; null takes any (they tell about the client and change nothing). */
export const commandFields: Record<string, string[] | null> = {
  hello: any,
  ismaster: any,
  ping: [],
  buildInfo: [],
  connectionStatus: words('showPrivileges'),
  getParameter: any,
  listDatabases: words('nameOnly filter authorizedDatabases'),
  endSessions: any,
  find: words(
    'filter sort projection skip limit batchSize singleBatch hint noCursorTimeout allowDiskUse let',
  ),
  getMore: words('collection batchSize'),
  killCursors: words('cursors'),
  count: words('query limit skip hint'),
  distinct: words('key query hint'),
  aggregate: words('pipeline cursor hint allowDiskUse let'),
  insert: words('documents ordered bypassDocumentValidation'),
  update: words('updates ordered bypassDocumentValidation let'),
  delete: words('deletes ordered let'),
  findAndModify: words(
    'query sort remove update new fields upsert hint bypassDocumentValidation let arrayFilters',
  ),
  create: words('clusteredIndex autoIndexId'),
  drop: [],
  dropDatabase: [],
  listCollections: words('filter cursor nameOnly authorizedCollections'),
  createIndexes: words('indexes commitQuorum'),
  listIndexes: words('cursor'),
  dropIndexes: words('index'),
  explain: words('verbosity'),
  copyStore: [],
};

export const updateFields = words('q u multi upsert hint arrayFilters');
export const deleteFields = words('q limit hint');
export const indexFields = words(
  'v key name unique sparse partialFilterExpression expireAfterSeconds background ns',
);

export const filterOperators = words('$eq $ne $gt $gte $lt $lte $in $nin $exists $not $and $or $nor');
export const stages = words('$match $sort $skip $limit $project $group $count');
export const accumulators = words('$sum');
