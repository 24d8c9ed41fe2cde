import { ConfigError } from "./config-error.ts";
import { isLoopback } from "./loopback.ts";
import type { Settings } from "./settings.ts";

/**
 * Refuses to listen where strangers would come in, or where what people sign in with would cross a network in clear.
 *
 * @throws ConfigError
 */
export function refuseStrangers({ auth, host, publicUrl }: Pick<Settings, "auth" | "host" | "publicUrl">): void {
  if (auth !== undefined && auth !== "none") return refuseUnsafe(host, publicUrl);
  const advice = "With AUTH=none, everybody who reaches this address acts with your credential.";
  if (!isLoopback(host)) {
    throw new ConfigError([
      { where: "HOST", found: host, accepts: "127.0.0.1, ::1 or localhost while AUTH is none", advice },
    ]);
  }
  if (publicUrl !== undefined && !isLoopback(new URL(publicUrl).hostname)) {
    throw new ConfigError([
      { where: "PUBLIC_URL", found: publicUrl, accepts: "a URL on localhost while AUTH is none", advice },
    ]);
  }
}

/** Tokens and cookies that cross a network in clear are everybody's (MCP "Communication Security"). */
function refuseUnsafe(host: string, publicUrl: string | undefined): void {
  if (publicUrl === undefined && !isLoopback(host)) {
    throw new ConfigError([
      {
        where: "PUBLIC_URL",
        found: "nothing",
        accepts: "the https URL that people reach this server at",
        advice: "Everything that a sign-in needs is built from it.",
      },
    ]);
  }
  if (publicUrl === undefined) return;
  const { protocol, hostname } = new URL(publicUrl);
  if (protocol === "https:" || isLoopback(hostname)) return;
  throw new ConfigError([
    { where: "PUBLIC_URL", found: publicUrl, accepts: "an https URL, or one on localhost, where people sign in" },
  ]);
}
