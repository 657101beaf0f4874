/** Sends what a stream gives. A reader who goes away before the end is no error of ours; what makes the stream stops with them. */
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';

export async function sendStream(res: Response, content: Readable): Promise<void> {
  try {
    await pipeline(content, res);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  }
}
