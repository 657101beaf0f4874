// The one list of what the embedded store takes: what the product, its session store and a shell send. The code that
// implements commands, operators and stages checks against this file.

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
  find: words('filter sort projection skip limit batchSize singleBatch hint noCursorTimeout allowDiskUse'),
  getMore: words('collection batchSize'),
  killCursors: words('cursors'),
  count: words('query limit skip'),
  distinct: words('key query'),
  aggregate: words('pipeline cursor allowDiskUse'),
  insert: words('documents ordered'),
  update: words('updates ordered'),
  delete: words('deletes ordered'),
  findAndModify: words('query sort remove update new fields upsert'),
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

export const updateFields = words('q u multi upsert');
export const deleteFields = words('q limit');
export const indexFields = words(
  'v key name unique partialFilterExpression expireAfterSeconds background ns',
);

export const filterOperators = words('$eq $ne $gt $gte $lt $lte $in $nin $exists $and $or');
export const stages = words('$match $sort $skip $limit $project $group $count');
export const accumulators = words('$sum');
