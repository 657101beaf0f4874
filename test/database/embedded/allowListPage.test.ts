/** The page of the allow-list is made from the list itself and must not lag behind it. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../server/projectRoot.ts';
import { describeAllowList } from './describeAllowList.ts';

describe('the page of the embedded store', () => {
  it('prints the allow-list as it is', () => {
    const page = readFileSync(join(projectRoot, 'server/database/embedded/README.md'), 'utf8');
    assert.ok(
      page.includes(describeAllowList().trimEnd()),
      'server/database/embedded/README.md is out of date',
    );
  });
});
