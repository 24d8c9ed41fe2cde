/** Why a connection did not come about, in words, and what helps. */
export interface Reason {
  code: string;
  reason: string;
  todo: string;
}

const REASONS: Readonly<Record<string, readonly [reason: string, todo: string]>> = {
  ECONNREFUSED: ["nothing listens there", "Start it, or correct host and port."],
  ECONNRESET: ["the connection was broken off", "See whether host, port and TLS are right, and what a firewall says."],
  ETIMEDOUT: ["it does not answer", "See what a firewall between here and there says."],
  UND_ERR_CONNECT_TIMEOUT: ["it does not answer", "See what a firewall between here and there says."],
  TimeoutError: ["it does not answer in time", "See what a firewall between here and there says."],
  EHOSTUNREACH: ["there is no way to its network", "See routes and firewalls of this machine."],
  ENETUNREACH: ["there is no way to its network", "See routes and firewalls of this machine."],
  ENOTFOUND: ["its name is not known", "Correct the name, or have it entered in DNS."],
  EAI_AGAIN: ["its name cannot be looked up now", "See whether this machine's DNS resolver works."],
  CERT_HAS_EXPIRED: ["its certificate has expired", "Have the certificate renewed."],
  CERT_NOT_YET_VALID: ["its certificate is not valid yet", "See whether the clocks of both machines are right."],
  ERR_TLS_CERT_ALTNAME_INVALID: ["its certificate is for another name", "Have a certificate issued for this name."],
  DEPTH_ZERO_SELF_SIGNED_CERT: [
    "its certificate is signed by nobody but itself",
    "Use a certificate of an authority that clients trust; for one of your own, name its file (--ca, NODE_EXTRA_CA_CERTS).",
  ],
  SELF_SIGNED_CERT_IN_CHAIN: [
    "its certificate comes from an authority that is not known here",
    "Use a certificate of an authority that clients trust; for one of your own, name its file (--ca, NODE_EXTRA_CA_CERTS).",
  ],
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: [
    "its certificate does not lead to an authority that is known here",
    "Append the intermediate certificates to the certificate's file; for an authority of your own, name its file (--ca, NODE_EXTRA_CA_CERTS).",
  ],
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: [
    "its certificate does not lead to an authority that is known here",
    "Append the intermediate certificates to the certificate's file; for an authority of your own, name its file (--ca, NODE_EXTRA_CA_CERTS).",
  ],
  ERR_SSL_WRONG_VERSION_NUMBER: ["it does not speak TLS", "Correct the scheme or the port."],
  ERR_SSL_PACKET_LENGTH_TOO_LONG: ["it does not speak TLS", "Correct the scheme or the port."],
  UND_ERR_SOCKET: ["it broke off the connection", "See whether scheme and port are right, and what its log says."],
  "28P01": ["the password is wrong", "Correct the password in DATABASE_URL."],
  "28000": [
    "this user is not let in",
    "Correct user and password in DATABASE_URL, or let this machine in (pg_hba.conf).",
  ],
  "3D000": ["there is no such database", "Create it, or correct its name in DATABASE_URL."],
  "53300": ["it has no connection left", "Raise its max_connections, or lower DATABASE_POOL_SIZE."],
  "57P03": ["it is starting or stopping", "Wait a moment, and look again."],
  WRONGPASS: ["user or password is wrong", "Correct them in REDIS_URL."],
  NOAUTH: ["it wants a password", "Put it into REDIS_URL: redis://:PASSWORD@HOST:PORT."],
  NOPERM: ["this user may not do what is needed", "Give the user of REDIS_URL more rights (ACL)."],
};

/** Looks through an error and what caused it for a reason that is known. */
export function reasonOf(error: unknown): Reason {
  for (const each of causesOf(error)) {
    for (const code of codesOf(each)) {
      const known = REASONS[code];
      if (known !== undefined) return { code, reason: known[0], todo: known[1] };
    }
  }
  const last = causesOf(error).at(-1);
  const said = last instanceof Error ? last.message : String(last);
  return { code: codesOf(last)[0] ?? "unknown", reason: said, todo: "See its log." };
}

function codesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  const { code } = error as { code?: unknown };
  const [word = ""] = error.message.split(" ");
  return [...(typeof code === "string" ? [code] : []), error.name, word];
}

function causesOf(error: unknown, depth = 0): unknown[] {
  if (depth > 8) return [];
  const inner = error instanceof AggregateError ? error.errors : error instanceof Error ? [error.cause] : [];
  return [error, ...inner.filter((each) => each !== undefined).flatMap((each) => causesOf(each, depth + 1))];
}
