// One process owns a store folder. The lock file names its pid and when that process began (a pid is used again);
// the lock of a process that is gone is taken over.
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Thrown when a living process owns the folder. */
export class FolderInUse extends Error {
  readonly pid: number;
  constructor(folder: string, pid: number) {
    super(`the data folder ${folder} is in use by process ${pid}`);
    this.name = 'FolderInUse';
    this.pid = pid;
  }
}

/** Takes the lock; returns what releases it. Throws FolderInUse. */
export function lockFolder(folder: string): () => void {
  const path = join(folder, 'lock');
  const mine = `${process.pid} ${beganAt(process.pid)}\n`;
  const draft = `${path}.${process.pid}.${Date.now()}`;
  writeFileSync(draft, mine, { mode: 0o600 });
  try {
    while (!take(draft, path)) removeIfStale(folder, path);
  } finally {
    rmSync(draft, { force: true });
  }
  return () => {
    if (readOwner(path) === mine) rmSync(path, { force: true });
  };
}

function take(draft: string, path: string): boolean {
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function removeIfStale(folder: string, path: string): void {
  const owner = readOwner(path);
  if (owner === null) return;
  const [pid, began] = owner.trim().split(' ');
  if (isAlive(Number(pid)) && beganAt(Number(pid)) === began) throw new FolderInUse(folder, Number(pid));
  const aside = `${path}.stale.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  // Another process may have taken over between reading and renaming: then its lock goes back.
  if (readOwner(aside) !== owner) take(aside, path);
  rmSync(aside, { force: true });
}

function readOwner(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return null;
    throw new Error(`the lock ${path} cannot be read (${code}); when no process uses the folder, remove it`);
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** When a process began, in clock ticks since boot; '-' where the system does not tell. */
export function beganAt(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '-';
  } catch {
    return '-';
  }
}
