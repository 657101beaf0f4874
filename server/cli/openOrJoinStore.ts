/** Opens the store for a command, or connects through the server that has the embedded store open at the moment. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { connect, type Store } from '../database/connect.ts';
import { FolderInUse } from '../database/embedded/folderLock.ts';
import { storeProblem } from '../database/storeProblem.ts';
import { prepareFolder } from '../prepareFolders.ts';
import { CliError } from './cli.ts';

/** @throws FolderError for a folder that cannot be written, CliError when the store is in use and its owner cannot be reached, or MongoDB does not answer */
export async function openOrJoinStore(config: Pick<Config, 'mongodbUri' | 'dataDir'>): Promise<Store> {
  if (!config.mongodbUri) prepareFolder('DATA_DIR', config.dataDir);
  try {
    return await connect(config);
  } catch (error) {
    if (error instanceof FolderInUse) return connectToOwner(config.dataDir, error);
    const problem = config.mongodbUri && storeProblem(error);
    throw problem ? new CliError(problem) : error;
  }
}

async function connectToOwner(dataDir: string, inUse: FolderInUse): Promise<Store> {
  try {
    const mongodbUri = readFileSync(join(dataDir, 'uri'), 'utf8').trim();
    return { ...(await connect({ mongodbUri, dataDir })), dataFolder: dataDir };
  } catch {
    throw new CliError(`${inUse.message}, which does not answer; stop it or try again`);
  }
}
