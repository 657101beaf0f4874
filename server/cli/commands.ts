/** All commands, one in each file; a new one is added here. */
import type { AddCommand } from './cli.ts';
import { accountCreateCommand } from './commands/accountCreateCommand.ts';
import { accountResetFactorCommand } from './commands/accountResetFactorCommand.ts';
import { backupCommand } from './commands/backupCommand.ts';
import { backupKeyCommand } from './commands/backupKeyCommand.ts';
import { instrumentsConvertCommand } from './commands/instrumentsConvertCommand.ts';
import { kitCommand } from './commands/kitCommand.ts';
import { officesImportCommand } from './commands/officesImportCommand.ts';
import { reportCommand } from './commands/reportCommand.ts';
import { restoreCommand } from './commands/restoreCommand.ts';
import { suggestionKeysCommand } from './commands/suggestionKeysCommand.ts';
import { verifyCommand } from './commands/verifyCommand.ts';
import { waveCountCommand } from './commands/waveCountCommand.ts';
import { waveExportCommand } from './commands/waveExportCommand.ts';
import { waveImportCommand } from './commands/waveImportCommand.ts';
import { waveKeysCommand } from './commands/waveKeysCommand.ts';
import { wavePurgeCommand } from './commands/wavePurgeCommand.ts';
import { waveRecoveryCommand } from './commands/waveRecoveryCommand.ts';

export const commands: AddCommand[] = [
  officesImportCommand,
  instrumentsConvertCommand,
  accountCreateCommand,
  accountResetFactorCommand,
  waveImportCommand,
  waveExportCommand,
  waveCountCommand,
  wavePurgeCommand,
  waveKeysCommand,
  waveRecoveryCommand,
  reportCommand,
  kitCommand,
  verifyCommand,
  backupCommand,
  backupKeyCommand,
  restoreCommand,
  suggestionKeysCommand,
];
