/** Who asks for a token, and by which secret. */
export interface ClientCredentials {
  readonly client: string;
  readonly secret: string;
}

/** Client id and secret as RFC 6749, 2.3.1 lets them be sent: by HTTP Basic, each form-encoded, or in the form. */
export function clientCredentialsIn(authorization: string | undefined, form: Readonly<Record<string, unknown>>): ClientCredentials | null {
  const [, basic] = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(authorization ?? '') ?? [];
  if (basic !== undefined) return fromBasic(Buffer.from(basic, 'base64').toString('utf8'));
  const { client_id: client, client_secret: secret } = form;
  return typeof client === 'string' && typeof secret === 'string' ? { client, secret } : null;
}

function fromBasic(text: string): ClientCredentials | null {
  const [, client, secret] = /^([^:]+):(.+)$/s.exec(text) ?? [];
  if (client === undefined || secret === undefined) return null;
  try {
    return { client: formDecoded(client), secret: formDecoded(secret) };
  } catch {
    return null;
  }
}

const formDecoded = (text: string): string => decodeURIComponent(text.replaceAll('+', ' '));
