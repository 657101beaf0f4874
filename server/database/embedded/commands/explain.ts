// explain: which index a command would read, in the shape drivers and mongosh know; with executionStats it runs
// the read and counts keys and documents.
import type { Document } from 'bson';
import type { Engine } from '../engine.ts';
import { refuse } from '../errors.ts';
import type { Plan } from '../query/plan.ts';
import type { ScanCounts } from '../query/scan.ts';
import { parseSort } from '../query/sort.ts';
import { type Answer, consume } from '../query/stream.ts';
import type { Collection } from '../storage/catalog.ts';
import { leadingQuery } from './aggregate.ts';
import { planOf, type Query, queryOf, runQuery } from './query.ts';

function queryToExplain(command: Document): Query {
  const [name] = Object.keys(command);
  switch (name) {
    case 'find':
      return queryOf(command, 'filter');
    case 'count':
    case 'distinct':
      return queryOf({ query: command.query, hint: command.hint }, 'query');
    case 'findAndModify':
      return {
        ...queryOf({ query: command.query, hint: command.hint }, 'query'),
        sort: parseSort(command.sort),
      };
    case 'update':
      return queryOf(command.updates?.[0] ?? {}, 'q');
    case 'delete':
      return queryOf({ q: command.deletes?.[0]?.q, hint: command.deletes?.[0]?.hint }, 'q');
    case 'aggregate':
      return leadingQuery(command).query;
    default:
      throw refuse('CommandNotSupported', `explain of ${name}`);
  }
}

export function explain(engine: Engine, body: Document): Answer<Document> {
  const command = body.explain as Document;
  const name = String(Object.values(command)[0]);
  const query = queryToExplain(command);
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
