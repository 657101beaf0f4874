/**
 * Many small writes as few large ones: what arrives while one is under way goes together with the next. Under a rush this is one round
 * trip and one commit for dozens of documents; when nobody else writes, nothing waits.
 */
interface Waiting<T> {
  item: T;
  resolve(): void;
  reject(error: unknown): void;
}

/**
 * @param most the largest group
 * @param write stores a group; gives what went wrong with single items, by position. Throws when all of them failed
 */
export function groupWrites<T>(
  most: number,
  write: (items: T[]) => Promise<Map<number, unknown>>,
): (item: T) => Promise<void> {
  const waiting: Waiting<T>[] = [];
  let isWriting = false;

  async function writeAll(): Promise<void> {
    isWriting = true;
    while (waiting.length > 0) await writeGroup(waiting.splice(0, most));
    isWriting = false;
  }

  async function writeGroup(group: Waiting<T>[]): Promise<void> {
    try {
      const problems = await write(group.map(({ item }) => item));
      for (const [at, { resolve, reject }] of group.entries()) {
        if (problems.has(at)) reject(problems.get(at));
        else resolve();
      }
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!isWriting) void writeAll();
    });
}
