// explain: which index a find would read, in the shape drivers and mongosh know; with executionStats it runs
// the read and counts keys and documents.
import type { Document } from 'bson';
import type { Engine } from '../engine.ts';
import { refuse } from '../errors.ts';
import type { Plan } from '../query/plan.ts';
import type { ScanCounts } from '../query/scan.ts';
import { type Answer, consume } from '../query/stream.ts';
import type { Collection } from '../storage/catalog.ts';
import { collectionName } from './options.ts';
import { planOf, type Query, queryOf, runQuery } from './query.ts';

export function explain(engine: Engine, body: Document): Answer<Document> {
  const command = body.explain as Document;
  const [kind] = Object.keys(command);
  if (kind !== 'find') throw refuse('CommandNotSupported', `explain of ${kind}`);
  const name = collectionName(command, 'find');
  const query = queryOf(command, 'filter');
  const planned = planOf(engine, body.$db, name, query);
  const winningPlan = planned ? describe(planned.collection, planned.plan, query) : { stage: 'EOF' };
  const queryPlanner = { namespace: `${body.$db}.${name}`, winningPlan, rejectedPlans: [] };
  if (body.verbosity === 'queryPlanner') return { queryPlanner, ok: 1 };
  const counts: ScanCounts = { keys: 0, documents: 0 };
  let nReturned = 0;
  return consume(
    runQuery(engine, planned, query, counts),
    (found) => {
      nReturned += found.length;
    },
    () => {
      const totalKeysExamined = winningPlan.stage === 'COLLSCAN' ? 0 : counts.keys;
      const totalDocsExamined = counts.documents;
      const executionStats = { executionSuccess: true, nReturned, totalKeysExamined, totalDocsExamined };
      return { queryPlanner, executionStats, ok: 1 };
    },
  );
}

function describe(collection: Collection, plan: Plan, query: Query): Document {
  const direction = plan.reverse ? 'backward' : 'forward';
  const filter = query.filter;
  const read = (): Document => {
    if (!plan.index && !plan.byId) return { stage: 'COLLSCAN', filter, direction };
    const {
      name: indexName,
      key: keyPattern,
      multikey,
    } = plan.index ?? { name: '_id_', key: { _id: 1 }, multikey: false };
    const inputStage = {
      stage: 'IXSCAN',
      indexName,
      keyPattern,
      isMultiKey: multikey ?? false,
      direction,
      ranges: plan.ranges.length,
    };
    return { stage: 'FETCH', filter, inputStage };
  };
  return plan.sorted
    ? read()
    : {
        stage: 'SORT',
        sortPattern: Object.fromEntries(query.sort),
        inputStage: read(),
        namespace: collection.name,
      };
}
