// The official CRUD specification tests, from the folder that MONGODB_CRUD_TESTS names. What the embedded store
// refuses by name is pending, with the refusal as the reason; everything else must pass.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mongo } from 'mongoose';
import { isOutsideAllowList, playSpecTest, type Requirement, type SpecFile } from './crudSpec.ts';
import { openTestStore, type TestStore } from './separateStore.ts';

const folder = process.env.MONGODB_CRUD_TESTS;

describe('the CRUD specification', () => {
  let store: TestStore;
  before(async function () {
    if (!folder) {
      this.test!.parent!.title += ' (pending: MONGODB_CRUD_TESTS does not name the folder of the tests)';
      this.skip();
    }
    store = await openTestStore();
  });
  after(() => store?.close());

  if (!folder) it('is checked when MONGODB_CRUD_TESTS names the folder of the tests');
  for (const name of folder ? readdirSync(folder).filter((each) => each.endsWith('.json')) : []) {
    const file = mongo.BSON.EJSON.parse(readFileSync(join(folder!, name), 'utf8')) as SpecFile;
    for (const test of file.tests)
      it(`${name}: ${test.description}`, async function () {
        const reason =
          test.skipReason ?? unmet([...(file.runOnRequirements ?? []), ...(test.runOnRequirements ?? [])]);
        try {
          if (reason) throw new Error(`${reason}: not in the embedded store`);
          await playSpecTest(store.client, file, test);
        } catch (error) {
          if (!isOutsideAllowList(error)) throw error;
          this.test!.title += ` (pending: ${(error as Error).message})`;
          this.skip();
        }
      });
  }
});

/** Why a test is not for a server of version 7, or undefined. */
function unmet(requirements: Requirement[]): string | undefined {
  const version = (text: string) => Number(text.split('.')[0]);
  const tooNew = requirements.find(
    ({ minServerVersion }) => minServerVersion && version(minServerVersion) > 7,
  );
  const tooOld = requirements.find(
    ({ maxServerVersion }) => maxServerVersion && version(maxServerVersion) < 7,
  );
  if (tooNew) return `needs a server of version ${tooNew.minServerVersion}`;
  return tooOld && `is for servers up to version ${tooOld.maxServerVersion}`;
}
