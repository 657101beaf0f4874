/** Mocha's dots, the name of a test as soon as it has failed; before the closing summary of a long run, the tests and preparations that took the longest. */
import Mocha, { type MochaOptions, type Runnable, type Runner } from 'mocha';

const shown = 20;
/** A run of fewer tests has nothing to compare. */
const longRun = 100;

interface Timed {
  title: string;
  file: string;
  ms: number;
}

export default class DotsAndSlowest extends Mocha.reporters.Dot {
  readonly #timed: Timed[] = [];
  #tests = 0;

  constructor(runner: Runner, options: MochaOptions) {
    super(runner, options);
    const note = (done: Runnable, title: string) =>
      this.#timed.push({ title, file: done.file ?? '', ms: done.duration ?? 0 });
    runner.on('test end', (test) => {
      this.#tests += 1;
      note(test, test.titlePath().join(' › '));
    });
    runner.on('fail', ({ file, title }, { message }: Error) => {
      process.stdout.write(`\n  failed: ${shortName(file ?? '')}: ${title}: ${message.split('\n')[0]}\n`);
    });
    runner.on('hook end', (hook) => {
      const path = hook.titlePath();
      if (path.at(-1)?.startsWith('"before all"'))
        note(hook, [...path.slice(0, -1), '(preparation)'].join(' › '));
    });
  }

  override epilogue(): void {
    if (this.#tests >= longRun) {
      const slowest = this.#timed.sort((a, b) => b.ms - a.ms).slice(0, shown);
      const lines = slowest.map(({ ms, file, title }) => `${seconds(ms)}  ${shortName(file)}: ${title}`);
      process.stdout.write(`\n  The ${shown} slowest:\n${lines.join('\n')}\n`);
    }
    super.epilogue();
  }
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`.padStart(9);
const shortName = (file: string) => file.replace(/^.*\/test\//, '').replace(/\.test\.ts$/, '');
