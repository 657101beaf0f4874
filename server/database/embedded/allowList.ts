// What the embedded store takes of operators, stages and options: what the product, its session store and a shell send.
// The commands and their fields stand in `commands/registry.ts`; `describeAllowList` prints both.

export const words = (list: string): string[] => list.split(' ');

/** Fields every command may carry. Sessions are accepted and ignored: there are no transactions. */
export const commonFields = words(
  '$db lsid $clusterTime $readPreference comment maxTimeMS readConcern writeConcern apiVersion apiStrict apiDeprecationErrors txnNumber',
);

export const updateFields = words('q u multi upsert');
export const deleteFields = words('q limit');
export const indexFields = words(
  'v key name unique partialFilterExpression expireAfterSeconds background ns',
);

export const filterOperators = words('$eq $ne $gt $gte $lt $lte $in $exists $and $or');
export const stages = words('$match $sort $skip $limit $group');
export const accumulators = words('$sum');
