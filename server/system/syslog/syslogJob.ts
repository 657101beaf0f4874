/**
 * The job that sends the audit trail to SYSLOG_URL as it grows. What was sent is remembered in the store, so that a restart goes on where the
 * last one ended; after a cut line some entries come twice, with the same position, and none is left out.
 */
import mongoose, { Schema } from 'mongoose';
import { type AuditEntry, AuditModel } from '../../accounts/audit/auditEntry.ts';
import type { Config } from '../../config.ts';
import { sendSyslog } from './sendSyslog.ts';
import { syslogMessage } from './syslogMessage.ts';

interface Cursor {
  _id: string;
  /** Of the last entry that was sent. */
  position: number;
  hash: string;
}
const CursorModel = mongoose.model<Cursor>(
  'SyslogCursor',
  new Schema<Cursor>(
    {
      _id: { type: String, required: true },
      position: { type: Number, required: true },
      hash: { type: String, required: true },
    },
    { versionKey: false, collection: 'syslogCursors' },
  ),
);

const batchSize = 500;
const everyMs = 5000;

export function syslogJob({ syslog }: Pick<Config, 'syslog'>) {
  return {
    name: 'syslog',
    everyMs,
    async run(_clock: unknown, isStopping: () => boolean = () => false) {
      if (!syslog) return undefined;
      const id = `${syslog.protocol} ${syslog.host} ${syslog.port}`;
      let isSent = false;
      for (let position = await lastSent(id); !isStopping(); ) {
        const entries = await entriesAfter(position);
        const last = entries.at(-1);
        if (!last) break;
        await sendSyslog(syslog, entries.map(syslogMessage));
        const cursor = { position: last._id, hash: last.hash };
        await CursorModel.updateOne({ _id: id }, { $set: cursor }, { upsert: true });
        position = last._id;
        isSent = true;
      }
      return isSent ? { event: 'auditSent' } : undefined;
    },
  };
}

/** The beginning, where nothing was sent, or where the trail is another than the one that was: a backup was restored. */
async function lastSent(id: string): Promise<number> {
  const cursor = await CursorModel.findById(id).lean();
  if (!cursor) return 0;
  const entry = await AuditModel.findById(cursor.position).lean();
  return entry?.hash === cursor.hash ? cursor.position : 0;
}

function entriesAfter(position: number): Promise<AuditEntry[]> {
  return AuditModel.find({ _id: mongoose.trusted({ $gt: position }) as never })
    .sort({ _id: 1 })
    .limit(batchSize)
    .lean();
}
