const encode = (text: string) => new URLSearchParams({ "": text }).toString().slice(1);

/** The Authorization header of an app: id and secret are form-encoded first (RFC 6749 §2.3.1). */
export function basicAuth({ clientId, clientSecret }: { clientId: string; clientSecret: string }): string {
  return `Basic ${Buffer.from(`${encode(clientId)}:${encode(clientSecret)}`).toString("base64")}`;
}
