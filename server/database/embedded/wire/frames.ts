// Cuts a byte stream into wire-protocol messages. A length outside the allowed range ends the connection: after
// it nothing in the stream can be trusted.
import { ProtocolError } from '../storeErrors.ts';

export const maxMessageBytes = 48_000_000;
const headerBytes = 16;

export interface Frame {
  requestId: number;
  opCode: number;
  body: Buffer;
}

/** Collects chunks and gives back every complete message; throws ProtocolError on an impossible length. */
export class FrameReader {
  private chunks: Buffer[] = [];
  private bytes = 0;

  push(chunk: Buffer): Frame[] {
    this.chunks.push(chunk);
    this.bytes += chunk.length;
    const frames: Frame[] = [];
    for (let next = this.take(); next; next = this.take()) frames.push(next);
    return frames;
  }

  /** True when part of a message has come and the rest has not. */
  get isUnfinished(): boolean {
    return this.bytes > 0;
  }

  private take(): Frame | null {
    if (this.bytes < headerBytes) return null;
    if (this.chunks[0]!.length < headerBytes) this.join();
    const length = this.chunks[0]!.readInt32LE(0);
    if (length < headerBytes || length > maxMessageBytes) throw new ProtocolError(`message length ${length}`);
    if (this.bytes < length) return null;
    if (this.chunks[0]!.length < length) this.join();
    const whole = this.chunks[0]!;
    this.bytes -= length;
    if (whole.length === length) this.chunks.shift();
    else this.chunks[0] = whole.subarray(length);
    return {
      requestId: whole.readInt32LE(4),
      opCode: whole.readInt32LE(12),
      body: whole.subarray(headerBytes, length),
    };
  }

  private join(): void {
    this.chunks = [Buffer.concat(this.chunks)];
  }
}
