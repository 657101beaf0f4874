/** A GET as a browser sends it, which tells how many bytes came over the line; fetch only tells the unpacked text. */
import { request } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';

export interface Fetched {
  status: number;
  type: string;
  /** Of the body as it was sent. */
  bytes: number;
  text: string;
  ms: number;
  cookies: string[];
}

export function fetchRaw(url: string, headers: Record<string, string> = {}): Promise<Fetched> {
  const began = performance.now();
  return new Promise((resolve, reject) => {
    request(
      url,
      { headers: { 'Accept-Encoding': 'br, gzip', Accept: 'text/html', ...headers } },
      async (response) => {
        const chunks: Buffer[] = [];
        for await (const chunk of response) chunks.push(chunk);
        const body = Buffer.concat(chunks);
        const encoding = response.headers['content-encoding'];
        const plain =
          encoding === 'br' ? brotliDecompressSync(body) : encoding === 'gzip' ? gunzipSync(body) : body;
        resolve({
          status: response.statusCode ?? 0,
          type: String(response.headers['content-type']),
          bytes: body.length,
          text: plain.toString('utf8'),
          ms: performance.now() - began,
          cookies: response.headers['set-cookie'] ?? [],
        });
      },
    )
      .once('error', reject)
      .end();
  });
}
