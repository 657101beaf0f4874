// A mail server that takes everything and keeps nothing, in a process of its own. Tells its port to whoever started it.
import { SMTPServer } from 'smtp-server';

const server = new SMTPServer({
  disabledCommands: ['AUTH', 'STARTTLS'],
  onData(stream, _session, done) {
    stream.on('end', done);
    stream.resume();
  },
});
server.on('error', () => undefined);
server.listen(0, '127.0.0.1', () => process.send?.(server.server.address().port));
process.on('disconnect', () => process.exit(0));
