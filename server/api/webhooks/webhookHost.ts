/** The hosts that webhooks may go to, each allowed by an administrator: otherwise whoever makes a webhook could reach into the network. */
import mongoose, { Schema } from 'mongoose';

export interface WebhookHost {
  /** As in a URL: the name or address, with a port that is not the usual one. */
  _id: string;
  /** It may have an address of a private network, or of this machine. */
  isPrivate: boolean;
  /** It may be asked without TLS. */
  isPlain: boolean;
  allowedBy: string;
}

const schema = new Schema<WebhookHost>(
  {
    _id: { type: String, required: true },
    isPrivate: { type: Boolean, default: false },
    isPlain: { type: Boolean, default: false },
    allowedBy: { type: String, required: true },
  },
  { versionKey: false, collection: 'webhookHosts' },
);

export const WebhookHostModel = mongoose.model<WebhookHost>('WebhookHost', schema);

/** The allowed host of an address; otherwise the locale key of what is wrong with the address. */
export async function allowedHost(address: string): Promise<WebhookHost | string> {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.hash)
    return 'webhooks:errors.url';
  const host = await WebhookHostModel.findById(url.host).lean();
  if (!host) return 'webhooks:errors.host';
  return url.protocol === 'http:' && !host.isPlain ? 'webhooks:errors.plain' : host;
}
