/** A certificate with its key, as `node:tls` takes it. */
export function contextOf({ cert, key, passphrase }: { cert: string; key: string; passphrase: string | undefined }): {
  cert: string;
  key: string;
  passphrase?: string;
} {
  return { cert, key, ...(passphrase !== undefined && { passphrase }) };
}
