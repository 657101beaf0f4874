/** A process of `npm run dev`: loads the packages, waits until it is its turn, and then is the server. */
import { pathToFileURL } from 'node:url';

let loaded = Promise.resolve();

// Whoever ends the parent process ends this one.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.on('message', async ({ packages, file, args }) => {
  if (packages) loaded = Promise.all(packages.map((name) => import(name)));
  if (!file) return;
  await loaded;
  process.argv.push(...args);
  await import(pathToFileURL(file).href);
});
