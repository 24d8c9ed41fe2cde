// oxlint-disable-next-line import/no-unassigned-import -- what @peculiar/x509 wants to be there before it
import "reflect-metadata";
import { mkdirSync, writeFileSync } from "node:fs";
import { isIP } from "node:net";
import { join } from "node:path";
import * as x509 from "@peculiar/x509";

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const DAY_MS = 86_400_000;

/** A certificate with its key, as PEM. */
export interface Certified {
  cert: string;
  key: string;
}

export interface Authority extends Certified {
  /** A certificate that it signs. */
  issue(options?: CertificateOptions): Promise<Certified>;
}

export interface CertificateOptions {
  /** Default: localhost and 127.0.0.1. */
  names?: readonly string[];
  /** Days from now. Default: 30. */
  endsInDays?: number;
  /** Days from now. Default: -30. */
  beginsInDays?: number;
}

/** A certificate authority of a test's own. */
export async function testAuthority(): Promise<Authority> {
  const keys = await crypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    name: "CN=Test authority",
    ...validity({ beginsInDays: -3650, endsInDays: 3650 }),
    keys,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return {
    cert: root.toString("pem"),
    key: await keyText(keys.privateKey),
    async issue(options = {}) {
      const own = await crypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
      const { names = ["localhost", "127.0.0.1"] } = options;
      const certificate = await x509.X509CertificateGenerator.create({
        subject: `CN=${names[0] ?? "nobody"}`,
        issuer: root.subject,
        ...validity(options),
        publicKey: own.publicKey,
        signingKey: keys.privateKey,
        signingAlgorithm: ALGORITHM,
        extensions: [
          new x509.SubjectAlternativeNameExtension(
            names.map((value) => ({ type: isIP(value) === 0 ? ("dns" as const) : ("ip" as const), value })),
          ),
          await x509.AuthorityKeyIdentifierExtension.create(keys.publicKey),
        ],
      });
      return { cert: certificate.toString("pem"), key: await keyText(own.privateKey) };
    },
  };
}

/** Writes both files, in this order, and says where. */
export function writeCertified(folder: string, { cert, key }: Certified): { certFile: string; keyFile: string } {
  mkdirSync(folder, { recursive: true });
  const files = { certFile: join(folder, "tls.crt"), keyFile: join(folder, "tls.key") };
  writeFileSync(files.certFile, cert);
  writeFileSync(files.keyFile, key);
  return files;
}

function validity({ beginsInDays = -30, endsInDays = 30 }: CertificateOptions): { notBefore: Date; notAfter: Date } {
  const inDays = (days: number) => new Date(Date.now() + days * DAY_MS);
  return { notBefore: inDays(beginsInDays), notAfter: inDays(endsInDays) };
}

async function keyText(key: Parameters<typeof crypto.subtle.exportKey>[1]): Promise<string> {
  return x509.PemConverter.encode(await crypto.subtle.exportKey("pkcs8", key), "PRIVATE KEY");
}
