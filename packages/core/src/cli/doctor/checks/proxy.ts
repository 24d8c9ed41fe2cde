import { ANSWER, askMirror, MIRROR_PATH, QUESTION, type Mirrored } from "../../../mirror/index.ts";
import { ok, skip, type Check, type Finding } from "../check.ts";
import type { DoctorFacts } from "../doctor-facts.ts";
import { reasonOf } from "../reason-of.ts";

const GATEWAY = new Set([502, 503, 504]);

/** Whether PUBLIC_URL leads to this server, and what a proxy in front of it does to requests. */
export const proxy: Check = {
  name: "proxy",
  async run(facts, signal) {
    const { publicUrl, fetchPublic, system } = facts;
    const secret = facts.keys()?.secrets[0];
    const question = askMirror(secret ?? Buffer.alloc(32), system.now());
    let response: Response;
    try {
      const headers = { [QUESTION]: question.header };
      response = await fetchPublic(`${publicUrl}${MIRROR_PATH}`, { headers, redirect: "manual", signal });
    } catch (error) {
      return [unreached(publicUrl, error)];
    }
    if (response.status === 200 && question.proves(response.headers.get(ANSWER) ?? "")) {
      return arrived(facts, (await response.json()) as Mirrored);
    }
    await response.body?.cancel();
    return [await somebodyElse(facts, response, signal, secret !== undefined)];
  },
};

function unreached(publicUrl: string, error: unknown): Finding {
  const { code, reason, todo } = reasonOf(error);
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return skip("The name in PUBLIC_URL has no address: see dns.");
  if (/CERT|TLS|SSL|SIGN/.test(code)) return skip("There is no secure connection: see tls.");
  return {
    verdict: "warn",
    found: `Nothing answers at ${publicUrl}: ${reason}.`,
    why: "That is as it should be while the server does not run; while it does, nobody gets in.",
    todo: code === "ECONNREFUSED" ? "Start the server. If it runs, let PUBLIC_URL, or the proxy, lead to it." : todo,
  };
}

async function somebodyElse(
  { publicUrl, fetchPublic }: DoctorFacts,
  { status, headers }: Response,
  signal: AbortSignal,
  known: boolean,
): Promise<Finding> {
  const why = "Clients and the vendor's redirects go there, and do not find us.";
  if (GATEWAY.has(status)) {
    return {
      verdict: "warn",
      found: `At ${publicUrl} a proxy answers ${status}: it does not reach the server.`,
      why: "That is as it should be while the server does not run; while it does, nobody gets in.",
      todo: "Start the server. If it runs, correct HOST and PORT, or where the proxy passes requests on to.",
    };
  }
  if (status >= 300 && status < 400) {
    const found = `${publicUrl} redirects to ${headers.get("location") ?? "nowhere"}.`;
    return { verdict: "fail", found, why, todo: "Set PUBLIC_URL to where it leads in the end, or end the redirect." };
  }
  const health = await fetchPublic(`${publicUrl}/health`, { signal }).catch(() => undefined);
  const text = (await health?.text().catch(() => "")) ?? "";
  if (text.startsWith('{"status":"healthy","version":')) {
    if (!known)
      return skip(`A Fairlead answers at ${publicUrl}; without its FAIRLEAD_SECRET there is no telling which.`);
    return {
      verdict: "fail",
      found: `At ${publicUrl} another Fairlead answers: it does not know our FAIRLEAD_SECRET.`,
      why: `${why} What one of the two has sealed, the other cannot open.`,
      todo: "Let PUBLIC_URL lead to this installation, or run this command with the settings (and FAIRLEAD_DATA) of that one.",
    };
  }
  const server = headers.get("server");
  return {
    verdict: "fail",
    found: `At ${publicUrl} something else answers (${status}${server === null ? "" : `, ${server}`}).`,
    why,
    todo: "Correct PUBLIC_URL, or let the proxy pass its whole path on to HOST and PORT, unchanged.",
  };
}

/** It is us: now how the request came. */
function arrived({ publicUrl, settings }: DoctorFacts, seen: Mirrored): Finding[] {
  const { host, protocol } = new URL(publicUrl);
  const findings: Finding[] = [];
  const hostname = new URL(`http://${seen.host}`).hostname;
  if (hostname !== new URL(publicUrl).hostname && !settings.allowedHosts.includes(hostname)) {
    findings.push({
      verdict: "fail",
      found: `The proxy drops the host: requests for ${host} arrive for ${seen.host}.`,
      why: "The server refuses what is addressed to a name that it does not have (403).",
      todo: "Let the proxy pass Host on (nginx: proxy_set_header Host $host), or X-Forwarded-Host with TRUSTED_PROXIES set.",
    });
  }
  if (seen.unheard) {
    findings.push({
      verdict: "warn",
      found: "A proxy is in front, and is not believed: it says whom it speaks for (X-Forwarded-For).",
      why: "Everybody counts as one address: one who asks too much stops all (429).",
      todo: "Set TRUSTED_PROXIES to the proxy's address, or TRUST_PROXY=on if nobody else can reach the port.",
    });
  } else if (protocol === "https:" && seen.scheme === "http") {
    findings.push({
      verdict: "warn",
      found: "The proxy does not say that people came by https, or is not believed.",
      why: "Browsers are not told to come by https only (Strict-Transport-Security).",
      todo: "Let it set X-Forwarded-Proto, and set TRUSTED_PROXIES to its address.",
    });
  }
  return findings.length > 0
    ? findings
    : [ok(`${publicUrl} leads here, unchanged; this machine counts there as ${seen.address}.`)];
}
