import type { X509Certificate } from "node:crypto";
import { once } from "node:events";
import { isIP } from "node:net";
import { connect } from "node:tls";
import { readKeyPair } from "../../../tls/index.ts";
import { trustedCertificates } from "../../../upstream/index.ts";
import { ok, skip, type Check, type Finding } from "../check.ts";
import type { DoctorFacts } from "../doctor-facts.ts";
import { reasonOf } from "../reason-of.ts";

const DAY_MS = 86_400_000;
const SOON_DAYS = 14;

/** The certificate in our files, and the one that clients get at PUBLIC_URL. */
export const tls: Check = {
  name: "tls",
  async run(facts, signal) {
    const own = ownFiles(facts);
    const { protocol } = new URL(facts.publicUrl);
    if (protocol !== "https:") return [...own, skip(`${facts.publicUrl} is plain http.`)];
    return [...own, await asClientsSeeIt(facts, signal)];
  },
};

function ownFiles({ settings, publicUrl, system }: DoctorFacts): Finding[] {
  const now = system.now();
  const [leaf] = readKeyPair(settings.tls, now)?.chain ?? [];
  if (leaf === undefined) return [];
  const name = new URL(publicUrl).hostname;
  const about = "TLS_CERT_FILE";
  if (settings.publicUrl !== undefined && !covers(leaf, name)) {
    return [
      {
        verdict: "fail",
        about,
        found: `It is for ${leaf.subjectAltName ?? leaf.subject}, not for ${name}, the host of PUBLIC_URL.`,
        why: "Clients refuse to connect.",
        todo: `Have a certificate issued for ${name}, or correct PUBLIC_URL.`,
      },
    ];
  }
  return [expiry(leaf, now, about)];
}

function covers(certificate: X509Certificate, name: string): boolean {
  const bare = name.replace(/^\[|\]$/g, "");
  return (isIP(bare) === 0 ? certificate.checkHost(bare) : certificate.checkIP(bare)) !== undefined;
}

async function asClientsSeeIt({ publicUrl, caFile, system }: DoctorFacts, signal: AbortSignal): Promise<Finding> {
  const { hostname, host, port } = new URL(publicUrl);
  const name = hostname.replace(/^\[|\]$/g, "");
  const ca = trustedCertificates(caFile);
  const socket = connect({
    host: name,
    port: Number(port || 443),
    servername: isIP(name) === 0 ? name : "",
    ...(ca !== undefined && { ca }),
  });
  try {
    await once(socket, "secureConnect", { signal });
    const raw = socket.getPeerX509Certificate();
    if (raw === undefined) return ok("It speaks TLS.", host);
    return expiry(raw, system.now(), host);
  } catch (error) {
    const { code, reason, todo } = reasonOf(error);
    if (code === "ECONNREFUSED") return skip("Nothing listens there now, so its certificate cannot be seen.", host);
    if (code === "ENOTFOUND" || code === "EAI_AGAIN") return skip("Its name has no address: see dns.", host);
    return { verdict: "fail", about: host, found: `No secure connection: ${reason}.`, why: "Clients refuse it.", todo };
  } finally {
    socket.destroy();
  }
}

function expiry({ validToDate }: X509Certificate, now: number, about: string): Finding {
  const days = Math.floor((validToDate.getTime() - now) / DAY_MS);
  const until = validToDate.toISOString().slice(0, 10);
  if (days >= SOON_DAYS) return ok(`The certificate is valid until ${until}, ${days} days from now.`, about);
  return {
    verdict: "warn",
    about,
    found: `The certificate expires on ${until}, ${days} days from now.`,
    why: "From then on clients refuse to connect. What renews it should have done so by now.",
    todo: "See why it was not renewed.",
  };
}
