/** The command line: parses, runs one command, and turns every failure into one clear line and an exit code. */
import { text } from 'node:stream/consumers';
import { Command, CommanderError, Help, type Option } from 'commander';
import { MongooseError, mongo } from 'mongoose';
import { systemClock } from '../clock.ts';
import { readConfig } from '../config.ts';
import type { Store } from '../database/connect.ts';
import { isOutOfSpace } from '../database/isOutOfSpace.ts';
import { bringUpToDate } from '../database/openStore.ts';
import { noRoom, storeProblem } from '../database/storeProblem.ts';
import { programVersion } from '../programVersion.ts';
import { storedDataSteps } from '../storedData/storedDataSteps.ts';
import type { Cli } from './cli.ts';
import { commands } from './commands.ts';
import { openOrJoinStore } from './openOrJoinStore.ts';

export interface CliEnvironment {
  stdout: (text: string) => void;
  stderr: (text: string) => void;
  /** Opens the store; tests pass in their own. */
  open?: (config: { mongodbUri: string | undefined; dataDir: string }) => Promise<Store>;
  clock?: Cli['clock'];
  /** Reads standard input to its end. */
  stdin?: () => Promise<string>;
}

/** Runs the arguments that follow the program's name. @returns the exit code */
export async function runCli(
  args: readonly string[],
  {
    stdout,
    stderr,
    open = openOrJoinStore,
    clock = systemClock,
    stdin = () => text(process.stdin),
  }: CliEnvironment,
): Promise<number> {
  const cli: Cli = {
    print: (line) => stdout(`${line}\n`),
    printNote: (line) => stderr(`${line}\n`),
    readStdin: async () => (await stdin()).replace(/\r?\n$/, ''),
    clock,
    config: () => readConfig(),
    async withStore(work, migrate = 'before') {
      const config = readConfig();
      const store = await open(config);
      const raising = { steps: storedDataSteps(config), now: clock.now(), say: cli.printNote };
      const migrateData = () => bringUpToDate(store, config.dataDir, raising);
      try {
        if (migrate === 'before') await migrateData();
        const result = await work(store);
        if (migrate === 'after') await migrateData();
        return result;
      } finally {
        await store.close();
      }
    },
  };
  const program = programOf(cli, stdout);
  try {
    if (args.length === 0) throw new Error(`expected a command: ${namesOf(program)}`);
    await program.parseAsync([...args], { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    const isBareNoun = error instanceof CommanderError && error.code === 'commander.help';
    const noun = program.commands.find((command) => command.name() === args[0]);
    const isUnknown = error instanceof CommanderError && error.code === 'commander.unknownCommand';
    const named =
      isBareNoun && noun ? new Error(`${args[0]}: expected a command: ${namesOf(noun)}`) : sentenceOf(error);
    stderr(`${oneLine(named)}${isUnknown ? `; expected ${namesOf(noun ?? program)}` : ''}\n`);
    return 1;
  }
}

/** A full disk, and what a server of the database refuses, are not told in the words of the system. */
function sentenceOf(error: unknown): unknown {
  if (isOutOfSpace(error)) return noRoom;
  const isOfServer = error instanceof mongo.MongoError || error instanceof MongooseError;
  return (isOfServer && storeProblem(error)) || error;
}

function programOf(cli: Cli, stdout: (text: string) => void): Command {
  const program = new Command('farhangsanj').description('Farhang-Sanj: surveys of organisational culture');
  const output = { writeOut: stdout, writeErr: () => {}, outputError: () => {} };
  program
    .exitOverride()
    .configureOutput(output)
    .configureHelp({ optionDescription })
    .version(programVersion());
  const noun = (name: string, about: string) => program.command(name).description(about);
  const parents = {
    program,
    wave: noun('wave', 'survey waves'),
    offices: noun('offices', 'the offices of the province'),
    account: noun('account', 'people who sign in'),
    instruments: noun('instruments', 'what is asked'),
  };
  for (const add of commands) add(parents, cli);
  for (const each of [parents.wave, parents.offices, parents.account, parents.instruments])
    each.description(`${each.description()}: ${namesOf(each)}`);
  return program;
}

/** The help marks options that are required. */
function optionDescription(option: Option): string {
  const description = new Help().optionDescription(option);
  return option.mandatory ? `${description} (required)` : description;
}

function namesOf(program: Command): string {
  return program.commands.map((command) => command.name()).join(', ');
}

/** Joins several problems into one line, so that scripts can log it. */
function oneLine(error: unknown): string {
  const message = error instanceof Error ? error.message || error.name : String(error);
  return message
    .replace(/^error: /, '')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .join('; ');
}
