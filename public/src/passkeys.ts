/**
 * Passkeys on the pages that offer them: a button (`data-passkey`, with what the server asks for as JSON) has the device make or use a key,
 * puts the answer into a hidden field of its form and sends it. Without passkeys there is no button.
 */

interface Asked {
  challenge: string;
  user?: { id: string };
  excludeCredentials?: { id: string }[];
  allowCredentials?: { id: string }[];
}

function toBytes(text: string): Uint8Array<ArrayBuffer> {
  const letters = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
  const made = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; at += 1) made[at] = letters.charCodeAt(at);
  return made;
}

function toText(buffer: ArrayBuffer | null): string | undefined {
  if (!buffer) return undefined;
  const letters = Array.from(new Uint8Array(buffer), (one) => String.fromCharCode(one)).join('');
  return btoa(letters).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

const withBytes = (list: { id: string }[] = []) => list.map((one) => ({ ...one, id: toBytes(one.id) }));

/** The options of the browser's interface, which takes bytes where JSON has text. */
function optionsOf(asked: Asked): object {
  const { user } = asked;
  return {
    ...asked,
    challenge: toBytes(asked.challenge),
    excludeCredentials: withBytes(asked.excludeCredentials),
    allowCredentials: withBytes(asked.allowCredentials),
    ...(user ? { user: { ...user, id: toBytes(user.id) } } : {}),
  };
}

/** The answer of the device as the server reads it. */
function answerOf(made: PublicKeyCredential): object {
  const part = made.response as AuthenticatorAttestationResponse & AuthenticatorAssertionResponse;
  const response = part.attestationObject
    ? {
        attestationObject: toText(part.attestationObject),
        transports: part.getTransports ? part.getTransports() : [],
      }
    : {
        authenticatorData: toText(part.authenticatorData),
        signature: toText(part.signature),
        userHandle: toText(part.userHandle),
      };
  return {
    id: made.id,
    rawId: made.id,
    type: made.type,
    clientExtensionResults: {},
    response: { ...response, clientDataJSON: toText(part.clientDataJSON) },
  };
}

function follow(button: HTMLButtonElement): void {
  const asked = JSON.parse(button.dataset.passkey ?? '{}') as Asked;
  const form = button.form;
  const field = form?.querySelector<HTMLInputElement>(`[name=${button.dataset.into}]`);
  const state = document.getElementById('passkey-state');
  if (!form || !field) return;
  button.hidden = false;
  button.addEventListener('click', async () => {
    if (state) state.textContent = '';
    button.disabled = true;
    try {
      const publicKey = optionsOf(asked) as never;
      const made = await (asked.user
        ? navigator.credentials.create({ publicKey })
        : navigator.credentials.get({ publicKey }));
      field.value = JSON.stringify(answerOf(made as PublicKeyCredential));
      form.submit();
    } catch {
      // The person said no, the device has no key for us, or too much time went by.
      if (state) state.textContent = state.dataset.failed ?? '';
      button.disabled = false;
    }
  });
}

if ('PublicKeyCredential' in self)
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-passkey]')) follow(button);
