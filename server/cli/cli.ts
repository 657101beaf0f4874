/** What every command gets: where to write, the clock, and the store, which is opened only when needed. */
import type { Command } from 'commander';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import type { Store } from '../database/connect.ts';

export interface Cli {
  /** Results, to stdout. With `--json` exactly one document. */
  print(text: string): void;
  /** Progress and warnings, to stderr. */
  printNote(text: string): void;
  /** What was piped in (a secret), without the line break at the end. */
  readStdin(): Promise<string>;
  clock: Clock;
  config(): Config;
  /**
   * Runs `work` on the open store and closes it afterwards. Data of an older program is migrated before, or, for work that fills an
   * empty store, after it.
   */
  withStore<T>(work: (store: Store) => Promise<T>, migrate?: 'before' | 'after'): Promise<T>;
}

/** Where a command is added: to the program itself or to one of the nouns that have several commands. */
export interface Parents {
  program: Command;
  wave: Command;
  offices: Command;
  account: Command;
  instruments: Command;
}

/** A file of `commands/` adds one command. */
export type AddCommand = (parents: Parents, cli: Cli) => void;

/** The caller's mistake or a failed check: one line on stderr, exit code 1. */
export class CliError extends Error {}
