import { createPrivateKey, X509Certificate, type KeyObject } from "node:crypto";
import { readFileSync } from "node:fs";
import { createSecureContext } from "node:tls";
import { ConfigError, type SettingProblem, type Settings } from "../config/index.ts";
import { contextOf } from "./context-of.ts";

/** What the public port shows and proves, as its files have it. */
export interface KeyPair {
  cert: string;
  key: string;
  passphrase: string | undefined;
  /** The server's own first, then those that lead to its authority. */
  chain: readonly [X509Certificate, ...X509Certificate[]];
}

const CERTIFICATES = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/**
 * Reads the certificate and the key that the settings name.
 *
 * @returns undefined where neither is set.
 * @throws ConfigError that says which file cannot be read, is none, does not belong to the other, or has expired.
 */
export function readKeyPair(
  { certFile, keyFile, keyPassphrase }: Settings["tls"],
  now = Date.now(),
): KeyPair | undefined {
  if (certFile === undefined && keyFile === undefined) return undefined;
  if (certFile === undefined) throw half("TLS_CERT_FILE", "TLS_KEY_FILE");
  if (keyFile === undefined) throw half("TLS_KEY_FILE", "TLS_CERT_FILE");
  const cert = readText("TLS_CERT_FILE", certFile);
  const key = readText("TLS_KEY_FILE", keyFile);
  const chain = chainIn(cert, certFile);
  const privateKey = keyIn(key, keyFile, keyPassphrase);
  checkBelongs(chain, privateKey, certFile, keyFile);
  checkDates(chain[0], certFile, now);
  const pair = { cert, key, passphrase: keyPassphrase, chain };
  checkUsable(pair, certFile);
  return pair;
}

function half(missing: string, set: string): ConfigError {
  return problem({ where: missing, found: "nothing", accepts: "a PEM file", advice: `${set} is set: it takes both.` });
}

function readText(where: string, file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    const advice = REASONS[code] ?? `It cannot be read (${code}).`;
    throw problem({ where, found: file, accepts: "a PEM file that this user may read", advice });
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "There is no such file.",
  EACCES: "This user may not read it.",
  EISDIR: "That is a folder.",
};

function chainIn(text: string, file: string): KeyPair["chain"] {
  const accepts = "a PEM file that begins with the server's certificate";
  const [first, ...rest] = text.match(CERTIFICATES) ?? [];
  if (first === undefined) {
    throw problem({ where: "TLS_CERT_FILE", found: file, accepts, advice: "It holds no PEM certificate." });
  }
  try {
    return [new X509Certificate(first), ...rest.map((each) => new X509Certificate(each))];
  } catch {
    throw problem({ where: "TLS_CERT_FILE", found: file, accepts, advice: "A certificate in it cannot be read." });
  }
}

function keyIn(text: string, file: string, passphrase: string | undefined): KeyObject {
  try {
    return createPrivateKey({ key: text, ...(passphrase !== undefined && { passphrase }) });
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    const encrypted = /ENCRYPTED/.test(text);
    const advice = !encrypted
      ? "It holds no PEM private key."
      : passphrase === undefined
        ? "The key is encrypted: set TLS_KEY_PASSPHRASE."
        : `TLS_KEY_PASSPHRASE does not open it (${code}).`;
    throw problem({ where: "TLS_KEY_FILE", found: file, accepts: "the PEM private key of TLS_CERT_FILE", advice });
  }
}

function checkBelongs([own, ...others]: KeyPair["chain"], key: KeyObject, certFile: string, keyFile: string): void {
  if (own.checkPrivateKey(key)) return;
  if (others.some((each) => each.checkPrivateKey(key))) {
    const advice = "Its certificates are in the wrong order: the server's own comes first.";
    throw problem({ where: "TLS_CERT_FILE", found: certFile, advice });
  }
  throw problem({
    where: "TLS_KEY_FILE",
    found: keyFile,
    accepts: "the private key of TLS_CERT_FILE",
    advice: `This key belongs to another certificate than the one for ${nameOf(own)}.`,
  });
}

function checkDates(own: X509Certificate, certFile: string, now: number): void {
  const where = "TLS_CERT_FILE";
  const { validFromDate: from, validToDate: to } = own;
  if (to.getTime() <= now) {
    const advice = `The certificate for ${nameOf(own)} has expired on ${to.toISOString()}: have it renewed.`;
    throw problem({ where, found: certFile, accepts: "a certificate that is valid now", advice });
  }
  if (from.getTime() > now) {
    const advice = `The certificate for ${nameOf(own)} is valid from ${from.toISOString()} on: is this machine's clock right?`;
    throw problem({ where, found: certFile, accepts: "a certificate that is valid now", advice });
  }
}

/** What only TLS itself finds wrong: a chain that breaks off in the middle, a key that is too short. */
function checkUsable(pair: KeyPair, certFile: string): void {
  try {
    createSecureContext(contextOf(pair));
  } catch (error) {
    const advice = `TLS does not take it: ${(error as Error).message}.`;
    throw problem({ where: "TLS_CERT_FILE", found: certFile, accepts: "a whole PEM file that TLS takes", advice });
  }
}

function nameOf({ subjectAltName, subject }: X509Certificate): string {
  return subjectAltName ?? subject.replaceAll("\n", ", ");
}

function problem(each: SettingProblem): ConfigError {
  return new ConfigError([each]);
}
