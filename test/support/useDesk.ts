/** The desk as an administrator has it open: the real app on an empty store with what a test file starts from. */

import { type Agent, people, signInAs } from './people.ts';
import { type TestApp, testApp } from './testApp.ts';
import { useDatabase } from './testStore.ts';

export interface Desk extends TestApp {
  agent: Agent;
  /** Signs the administrator in once more, after the clock has gone beyond the session. */
  signInAgain(): Promise<void>;
}

/**
 * Registers hooks: a new desk before each test, or one for all tests of the file. `fill` stores what they start from.
 * What is returned can be read in tests and hooks only.
 */
export function useDesk(fill: (test: TestApp) => Promise<unknown>, { emptyEach = true } = {}): Desk {
  useDatabase({ emptyEach });
  let test: TestApp;
  let agent: Agent;
  const open = async () => {
    test = await testApp();
    await fill(test);
    agent = await signInAs(test.app, people.administrator);
  };
  if (emptyEach) beforeEach(open);
  else before(open);
  return {
    get app() {
      return test.app;
    },
    get clock() {
      return test.clock;
    },
    get config() {
      return test.config;
    },
    get agent() {
      return agent;
    },
    async signInAgain() {
      agent = await signInAs(test.app, people.administrator);
    },
  };
}
