/** Derives from a code, in the browser, the key of its draft and the name to store the draft under. Neither reveals the code. */
const ivBytes = 12;
const encoder = new TextEncoder();

export interface Sealed {
  iv: Uint8Array<ArrayBuffer>;
  sealed: ArrayBuffer;
}

export interface DraftKey {
  name: string;
  encrypt(bytes: Uint8Array<ArrayBuffer>): Promise<Sealed>;
  /** @throws when it is damaged, or of another code or wave */
  decrypt(sealed: Sealed): Promise<Uint8Array<ArrayBuffer>>;
}

/** HKDF of the code with the wave as its salt, so that the same code in another wave decrypts nothing. */
export async function draftKeyOf(wave: string, code: string): Promise<DraftKey> {
  const secret = await crypto.subtle.importKey('raw', encoder.encode(code), 'HKDF', false, ['deriveBits']);
  const derive = (purpose: string) =>
    crypto.subtle.deriveBits(
      { name: 'HKDF', hash: 'SHA-256', salt: encoder.encode(wave), info: encoder.encode(purpose) },
      secret,
      256,
    );
  const uses: KeyUsage[] = ['encrypt', 'decrypt'];
  const key = await crypto.subtle.importKey('raw', await derive('draft'), 'AES-GCM', false, uses);
  return {
    name: `draft-${wave}-${new Uint8Array(await derive('name')).slice(0, 16).join('.')}`,
    async encrypt(bytes) {
      const iv = crypto.getRandomValues(new Uint8Array(ivBytes));
      return { iv, sealed: await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, bytes) };
    },
    async decrypt({ iv, sealed }) {
      return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, sealed));
    },
  };
}

/** Initialisation vector and cipher text in one array of bytes, to carry them to another device. */
export const pack = ({ iv, sealed }: Sealed): Uint8Array<ArrayBuffer> =>
  Uint8Array.from([...iv, ...new Uint8Array(sealed)]);

export const unpack = (bytes: Uint8Array<ArrayBuffer>): Sealed => ({
  iv: bytes.slice(0, ivBytes),
  sealed: bytes.slice(ivBytes).buffer,
});
