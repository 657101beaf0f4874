/** Every command, one a file; a new one is added here. */
import type { AddCommand } from './cli.ts';
import { accountCreate } from './commands/accountCreate.ts';
import { backup } from './commands/backup.ts';
import { officesImport } from './commands/officesImport.ts';
import { report } from './commands/report.ts';
import { restore } from './commands/restore.ts';
import { verify } from './commands/verify.ts';
import { waveCount } from './commands/waveCount.ts';
import { waveExport } from './commands/waveExport.ts';
import { waveImport } from './commands/waveImport.ts';
import { waveKeys } from './commands/waveKeys.ts';
import { wavePurge } from './commands/wavePurge.ts';

export const commands: AddCommand[] = [
  officesImport,
  accountCreate,
  waveImport,
  waveExport,
  waveCount,
  wavePurge,
  waveKeys,
  report,
  verify,
  backup,
  restore,
];
