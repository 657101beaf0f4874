/** Prints tests as rows of a Markdown table: what was tried, and whether it passed, failed, or was refused by a server that may refuse it. */
import Mocha from 'mocha';

const { EVENT_TEST_PASS, EVENT_TEST_FAIL, EVENT_TEST_PENDING, EVENT_SUITE_BEGIN, EVENT_RUN_END } =
  Mocha.Runner.constants;

const say = (line: string) => void process.stdout.write(`${line}\n`);

export default class TableReporter {
  constructor(runner: Mocha.Runner) {
    const counts = { passed: 0, failed: 0, refused: 0 };
    const row = (test: Mocha.Test, outcome: keyof typeof counts, why = '') => {
      counts[outcome] += 1;
      const [reason = ''] = why.split('\n');
      say(`| ${test.title} | ${outcome}${reason && `: ${reason}`} |`);
    };
    runner.on(EVENT_SUITE_BEGIN, (suite: Mocha.Suite) => {
      if (suite.title) say(`\n${suite.fullTitle()}\n\n| what | outcome |\n|---|---|`);
    });
    runner.on(EVENT_TEST_PASS, (test: Mocha.Test) => row(test, 'passed'));
    runner.on(EVENT_TEST_FAIL, (test: Mocha.Test, error: Error) => row(test, 'failed', error.message));
    runner.on(EVENT_TEST_PENDING, (test: Mocha.Test) => row(test, 'refused'));
    runner.on(EVENT_RUN_END, () => {
      say(
        `\n${counts.passed} passed, ${counts.failed} failed, ${counts.refused} refused or not for this server`,
      );
    });
  }
}
