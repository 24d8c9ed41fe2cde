import { readFileSync } from "node:fs";
import { getCACertificates } from "node:tls";
import { Agent, fetch as undiciFetch } from "undici";

/**
 * The usual certificate authorities and those of a PEM file: an instance inside a company has a certificate of its own.
 *
 * @returns undefined without a file: then Node's own choice stands.
 * @throws TypeError for a file that is not there or holds no certificate.
 */
export function trustedCertificates(caFile: string | undefined): string[] | undefined {
  if (caFile === undefined) return undefined;
  let text: string;
  try {
    text = readFileSync(caFile, "utf8");
  } catch (cause) {
    throw new TypeError(`The certificate file ${caFile} cannot be read.`, { cause });
  }
  const own = text.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g);
  if (own === null) throw new TypeError(`The file ${caFile} holds no PEM certificate.`);
  return [...getCACertificates("default"), ...own];
}

/** A fetch that trusts those certificates; the platform's own without a file. */
export function fetchTrusting(caFile: string | undefined): typeof globalThis.fetch {
  const ca = trustedCertificates(caFile);
  if (ca === undefined) return globalThis.fetch;
  const dispatcher = new Agent({ connect: { ca } });
  const trusting = (input: string, init: object) => undiciFetch(input, { ...init, dispatcher });
  return trusting as unknown as typeof globalThis.fetch;
}
