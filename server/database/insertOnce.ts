/** For what several hosts that start at once on an empty store would all insert. */

const duplicateKey = 11000;

/** Runs an insert; one that somebody else made in the meantime is as good. @returns whether this one made it */
export async function insertOnce(insert: () => Promise<unknown>): Promise<boolean> {
  try {
    await insert();
    return true;
  } catch (error) {
    if ((error as { code?: number }).code === duplicateKey) return false;
    throw error;
  }
}
