/**
 * What sending costs a browser, so that nobody sends a thousand: a number is looked for that makes a slow hash begin with seven zero
 * bits, about 128 tries or a second on a phone. It is bound to what is sent and to its week, and the server checks it with one
 * try. An unlinkable credential would count persons, but only a running wave can issue one.
 */
const encoder = new TextEncoder();
const rounds = 2000;
const below = 2;
const maxTries = 100_000;

async function fits(id: string, week: string, tried: number): Promise<boolean> {
  const text = encoder.encode(`${id} ${week} ${tried}`);
  const key = await crypto.subtle.importKey('raw', text, 'PBKDF2', false, ['deriveBits']);
  const salt = encoder.encode('farhangsanj work 1');
  const bits = await crypto.subtle.deriveBits(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds },
    key,
    8,
  );
  return (new Uint8Array(bits)[0] ?? below) < below;
}

export async function findWork(id: string, week: string): Promise<number> {
  for (let tried = 0; tried < maxTries; tried += 1) if (await fits(id, week, tried)) return tried;
  throw new Error('no proof of work was found');
}

/** @param weeks a page that was opened last week still counts */
export async function isWorkDone(id: string, weeks: readonly string[], tried: number): Promise<boolean> {
  if (!Number.isInteger(tried) || tried < 0 || tried >= maxTries) return false;
  for (const week of weeks) if (await fits(id, week, tried)) return true;
  return false;
}
