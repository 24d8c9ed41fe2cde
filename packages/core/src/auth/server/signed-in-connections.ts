import { lru } from "../../store/index.ts";
import type { Credential, Identity } from "../../connector/index.ts";
import { AuthChallenge } from "../auth-challenge.ts";
import type { Connection } from "../connection.ts";
import type { ConnectionRecord, Connections } from "../connections/index.ts";

/** How long a credential is handed out again without asking whether it is still good, in milliseconds. */
const CREDENTIAL_MS = 5_000;
const MAX_CONNECTIONS = 10_000;

/** Turns records into connections that requests work with. */
export interface SignedInConnections {
  /**
   * Makes sure of the credential first: whoever must sign in again hears so before an answer has begun.
   *
   * @throws AuthChallenge of `challenge` then.
   */
  open(record: ConnectionRecord, challenge: () => AuthChallenge): Promise<Connection>;
  /** The vendor has just answered 401 to this connection's credential. */
  refused(connectionId: string): void;
}

export function signedInConnections(connections: Pick<Connections, "credential">): SignedInConnections {
  /** The credential that each connection used last, to know later which one the vendor has refused. */
  const used = lru<string>(MAX_CONNECTIONS);
  const refused = lru<string>(MAX_CONNECTIONS);

  async function ask(record: ConnectionRecord, challenge: () => AuthChallenge): Promise<Credential> {
    const turnedDown = refused.get(record.id);
    refused.delete(record.id);
    const credential = await connections.credential(record, {
      challenge,
      ...(turnedDown !== undefined && { refused: turnedDown }),
    });
    used.set(record.id, credential.token);
    return credential;
  }

  return {
    async open(record, challenge) {
      const credential = remembered(() => ask(record, challenge));
      await credential().catch((error: unknown) => {
        // The vendor may be down: lists work without it, and a call says so itself.
        if (error instanceof AuthChallenge) throw error;
      });
      return {
        id: record.id,
        connector: record.connector,
        profile: record.profile,
        credential,
        identity: async () => identityOf(record),
        // A sign-in can be widened, so nothing is hidden for want of scopes; a pasted token is what it is.
        canStepUp: record.authKind === "oauth",
      };
    },
    refused(connectionId) {
      const token = used.get(connectionId);
      if (token !== undefined) refused.set(connectionId, token);
    },
  };
}

/** One answer for all that ask within a moment; a failure is not kept. */
function remembered<T>(ask: () => Promise<T>): () => Promise<T> {
  let kept: { answer: Promise<T>; atMs: number } | undefined;
  return () => {
    if (kept === undefined || performance.now() - kept.atMs > CREDENTIAL_MS) {
      const asked = { answer: ask(), atMs: performance.now() };
      kept = asked;
      asked.answer.catch(() => {
        if (kept === asked) kept = undefined;
      });
    }
    return kept.answer;
  };
}

function identityOf(record: ConnectionRecord): Identity {
  return {
    subject: record.account,
    login: record.login,
    name: record.name,
    host: record.host,
    kind: record.credentialKind,
    scopes: record.scopes,
    expiresAt: record.expiresAtMs === undefined ? undefined : new Date(record.expiresAtMs).toISOString(),
  };
}
