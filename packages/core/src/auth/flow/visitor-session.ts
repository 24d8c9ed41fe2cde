import type { AuthContext } from "../server/auth-route.ts";
import { openBytes, sealBytes } from "../server/seal.ts";
import { readCookie } from "./flow-cookie.ts";
import { newSecret } from "./flow-records.ts";

const SESSION_MS = 15 * 60 * 1000;

/** Who looks at their own connections in this browser. It lets nobody sign a client in. */
export interface Visitor {
  /** Undefined until they have shown who they are. */
  holder: { subject: string; login: string } | undefined;
  /** What proofs of forms are about. */
  session: string;
}

/** What the proof of a form that a visitor was shown is about. */
export const visitorProof = ({ session }: Visitor): string => `connections\0${session}`;

export interface VisitorSessions {
  read(ctx: AuthContext): Visitor | undefined;
  begin(ctx: AuthContext, holder: Visitor["holder"]): Visitor;
  end(ctx: AuthContext): void;
}

interface Kept {
  holder: Visitor["holder"];
  nonce: string;
  endsAtMs: number;
}

/**
 * A sealed cookie below the page's own path.
 *
 * @param kind names the cookie; one kind of session is no other.
 */
export function visitorSessions(
  keys: readonly Buffer[],
  issuer: string,
  path: string,
  kind = "visitor",
): VisitorSessions {
  const secure = issuer.startsWith("https:");
  const name = secure ? `__Secure-${kind}` : kind;
  const attributes = `Path=${path}; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;
  return {
    read(ctx) {
      const session = readCookie(ctx, name);
      const bytes = session === undefined ? undefined : openBytes(keys, session, kind);
      if (session === undefined || bytes === undefined) return undefined;
      const { holder, endsAtMs } = JSON.parse(bytes.toString("utf8")) as Kept;
      return endsAtMs > Date.now() ? { holder, session } : undefined;
    },
    begin(ctx, holder) {
      const kept: Kept = { holder, nonce: newSecret(), endsAtMs: Date.now() + SESSION_MS };
      const session = sealBytes(keys, Buffer.from(JSON.stringify(kept)), kind);
      ctx.res.appendHeader("set-cookie", `${name}=${session}; Max-Age=${SESSION_MS / 1000}; ${attributes}`);
      return { holder, session };
    },
    end: (ctx) => ctx.res.appendHeader("set-cookie", `${name}=; Max-Age=0; ${attributes}`),
  };
}
