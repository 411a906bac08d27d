// Makes and uses passkeys: between a form of the site and the browser's own dialogue (WebAuthn).
//
// <form data-passkey="maak"> with a hidden field `credential`; the options of the server stand in
// the <script type="application/json"> inside the form, or come from the form's address.

const FAILED = 'Het is niet gelukt. Probeer het nog een keer, of kies een andere manier.';

function toBytes(text) {
  const base64 = text.replace(/-/g, '+').replace(/_/g, '/');
  return Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
}

function toText(buffer) {
  const binary = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(binary).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

function withBytes(list) {
  return (list ?? []).map((item) => ({ ...item, id: toBytes(item.id) }));
}

async function make(options) {
  const publicKey = {
    ...options,
    challenge: toBytes(options.challenge),
    user: { ...options.user, id: toBytes(options.user.id) },
    excludeCredentials: withBytes(options.excludeCredentials),
    authenticatorSelection: {
      ...options.authenticatorSelection,
      residentKey: 'required',
      requireResidentKey: true,
      userVerification: 'required',
    },
  };
  const made = await navigator.credentials.create({ publicKey });
  return answer(made, {
    attestationObject: toText(made.response.attestationObject),
    transports: made.response.getTransports?.() ?? [],
  });
}

async function use(options) {
  const publicKey = {
    ...options,
    challenge: toBytes(options.challenge),
    allowCredentials: withBytes(options.allowCredentials),
  };
  const used = await navigator.credentials.get({ publicKey });
  const { authenticatorData, signature, userHandle } = used.response;
  return answer(used, {
    authenticatorData: toText(authenticatorData),
    signature: toText(signature),
    userHandle: userHandle ? toText(userHandle) : null,
  });
}

function answer(credential, response) {
  return {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: { clientDataJSON: toText(credential.response.clientDataJSON), ...response },
  };
}

async function optionsOf(form) {
  const inside = form.querySelector('script[type="application/json"]');
  if (inside) return JSON.parse(inside.textContent);
  const response = await fetch(form.action, { headers: { Accept: 'application/json' } });
  if (!response.ok) throw new Error(`The server answered ${response.status}.`);
  return response.json();
}

async function askBrowser(event) {
  const form = event.currentTarget;
  event.preventDefault();
  try {
    const { creation_options: toMake, request_options: toUse } = await optionsOf(form);
    const credential = toMake ? await make(toMake.publicKey) : await use(toUse.publicKey);
    form.elements.credential.value = JSON.stringify(credential);
    form.submit();
  } catch {
    const line = form.querySelector('[data-passkey-fout]');
    line.textContent = FAILED;
    line.hidden = false;
  }
}

// Shows the button of a form, which does nothing without a script.
export function preparePasskeys(root) {
  if (!window.PublicKeyCredential) return;
  root.querySelectorAll('form[data-passkey]').forEach((form) => {
    form.hidden = false;
    form.addEventListener('submit', askBrowser);
    document.querySelectorAll('[data-zonder-passkey]').forEach((line) => { line.hidden = true; });
  });
}
