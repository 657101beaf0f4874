/**
 * What `npm run dev` puts before the app: templates and locales are read again for each request, and every page carries a script
 * that loads it anew when the server says so or has been started anew. The pages' own policy allows both, being of the same origin.
 */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Express } from 'express';
import { reloadTemplates } from '../http/templates.ts';
import { reloadLocales } from '../i18n/translator.ts';
import { announceWaveChange } from '../waves/waveChanges.ts';

const paths = { script: '/dev/reload.js', events: '/dev/reload' };
const tag = `<script src="${paths.script}" defer></script>`;
const script = `let first;
new EventSource('${paths.events}').onmessage = ({ data }) => {
  if (first && data !== first) location.reload();
  first = data;
};
`;
/** Between two attempts of a page to reach a server that is being started anew. */
const retryMs = 50;

export function liveReload() {
  const open = new Set<ServerResponse>();
  let state = 0;
  const tell = (response: ServerResponse) => response.write(`data: ${process.pid}.${state}\n\n`);

  function listen(response: ServerResponse): void {
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    response.write(`retry: ${retryMs}\n`);
    tell(response);
    open.add(response);
    response.once('close', () => open.delete(response));
  }

  return {
    wrap(app: Express): RequestListener {
      addTag(app);
      return (request, response) => {
        if (request.url === paths.events) return listen(response);
        if (request.url === paths.script)
          return void response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(script);
        if (!request.url?.startsWith('/assets/')) readAgain(request);
        app(request, response);
      };
    },
    reload(): void {
      state += 1;
      for (const response of open) tell(response);
    },
    close(): void {
      for (const response of open) response.end();
    },
  };
}

/** A file that is half saved leaves the words as they were. */
function readAgain(request: IncomingMessage): void {
  // Without it nothing is taken that was packed for many readers at once.
  delete request.headers['accept-encoding'];
  reloadTemplates();
  announceWaveChange();
  try {
    reloadLocales();
  } catch (error) {
    process.stderr.write(`locales: ${(error as Error).message}\n`);
  }
}

function addTag(app: Express): void {
  const { send } = app.response;
  app.response.send = function sendWithTag(body) {
    const isPage = typeof body === 'string' && body.includes('</body>');
    return send.call(this, isPage ? body.replace('</body>', `${tag}</body>`) : body);
  };
}
