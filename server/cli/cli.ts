/** What a command is given: where to write, the clock, and the store, opened only once it is needed. */
import type { Command } from 'commander';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import type { Store } from '../database/connect.ts';

export interface Cli {
  /** Results, to stdout. With `--json` exactly one document. */
  print(text: string): void;
  /** Progress and warnings, to stderr. */
  printNote(text: string): void;
  /** What was piped in (a secret), without the line's end. */
  piped(): Promise<string>;
  clock: Clock;
  config(): Config;
  /**
   * Runs `work` on the open store and closes it afterwards. Data of an older program is brought up to date first, or, for work that
   * needs an empty store and fills it, at the end.
   */
  withStore<T>(work: (store: Store) => Promise<T>, upToDate?: 'first' | 'atTheEnd'): Promise<T>;
}

/** Where a command hangs: on the program itself or under one of the nouns that have several commands. */
export interface Parents {
  program: Command;
  wave: Command;
  offices: Command;
  account: Command;
}

/** A file of `commands/` adds one command. */
export type AddCommand = (parents: Parents, cli: Cli) => void;

/** The caller's mistake or a failed check: one line on stderr, exit code 1. */
export class CliError extends Error {}
