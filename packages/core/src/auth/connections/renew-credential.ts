import { setTimeout as sleep } from "node:timers/promises";
import { ToolError, type Credential } from "../../connector/index.ts";
import { LockTimeout } from "../../store/index.ts";
import { AuthChallenge } from "../auth-challenge.ts";
import { VendorError, type VendorSecret } from "../vendor/index.ts";
import { alone, type ConnectionHouse } from "./connection-house.ts";
import type { ConnectionRecord } from "./connection-record.ts";
import type { Connections } from "./connections.ts";
import { signOut } from "./sign-out.ts";

/** Waits between attempts to write a token that cannot be had again. */
const SAVE_AGAIN_AFTER_MS = [50, 200, 500, 1000];

/** Hands out a connection's credential, and renews it: once, however many callers and processes ask at the same time. */
export function renewCredential(house: ConnectionHouse): Connections["credential"] {
  const { vault, vendor, now } = house;
  const underWay = new Map<string, Promise<VendorSecret | undefined>>();

  const good = (secret: VendorSecret, refused: string | undefined, skewMs: number) =>
    secret.access !== refused && (secret.expiresAtMs ?? Infinity) > now() + skewMs;
  // What nothing can renew is good to its last moment.
  const fresh = (secret: VendorSecret, refused: string | undefined) =>
    good(secret, refused, secret.refresh === undefined ? 0 : vendor.skewMs);

  /** @returns undefined when the person must sign in again. */
  const renew = async (record: ConnectionRecord, refused: string | undefined): Promise<VendorSecret | undefined> =>
    alone(house, record.id, async () => {
      // Another process may have been faster.
      const secret = await vault.get(record);
      if (secret === undefined || fresh(secret, refused)) return secret;
      try {
        const renewed = await vendor.refresh(secret);
        await save(house, record, renewed);
        return (await isSameAccount(house, record, renewed)) ? renewed : await signOut(house, record);
      } catch (error) {
        if (!(error instanceof VendorError)) throw error;
        if (error.code === "ended") return signOut(house, record);
        if (error.code === "misconfigured") house.report(error, "the vendor does not accept our app");
        if (good(secret, refused, 0)) return secret;
        throw unavailable(error);
      }
    });

  const renewOnce = (record: ConnectionRecord, refused: string | undefined) => {
    const known = underWay.get(record.id);
    if (known !== undefined) return known;
    const renewal = renew(record, refused).finally(() => underWay.delete(record.id));
    underWay.set(record.id, renewal);
    return renewal;
  };

  return async (record, { refused, challenge = defaultChallenge } = {}): Promise<Credential> => {
    if (record.status === "reauthorize") throw challenge();
    const kept = await house.recalled.vault.get(record);
    if (kept === undefined) throw challenge();
    const secret = fresh(kept, refused) ? kept : await renewOnce(record, refused).catch(explainLock);
    if (secret === undefined) throw challenge();
    const { access: token, companion } = secret;
    return { kind: vendor.kindOf(record.authKind, token), token, ...(companion !== undefined && { companion }) };
  };
}

/** The vendor has already taken the old token back: this one must not get lost. */
async function save({ vault, report }: ConnectionHouse, record: ConnectionRecord, secret: VendorSecret): Promise<void> {
  for (const waitMs of SAVE_AGAIN_AFTER_MS) {
    try {
      return await vault.put(record, secret);
    } catch (error) {
      report(error, "a renewed vendor token could not be stored; trying again");
      await sleep(waitMs);
    }
  }
  await vault.put(record, secret);
}

/** Asks whose token it is now; a vendor that does not answer that is believed. */
async function isSameAccount(
  { vendor, rows, report }: ConnectionHouse,
  record: ConnectionRecord,
  secret: VendorSecret,
): Promise<boolean> {
  try {
    const { subject, login, name } = await vendor.identify(record.authKind, secret);
    if (subject !== record.account) {
      report(new Error("A renewed token belongs to another account."), "identity changed on renewal");
      return false;
    }
    if (login !== record.login || name !== record.name) await rows.change(record.id, { login, name });
    return true;
  } catch {
    return true;
  }
}

function unavailable(error: VendorError): ToolError {
  const retryAfterS = Math.max(1, Math.ceil((error.retryAfterMs ?? 5_000) / 1000));
  return new ToolError("upstream_unavailable", error.message, { retryAfterS, cause: error });
}

function explainLock(error: unknown): never {
  if (!(error instanceof LockTimeout)) throw error;
  throw new ToolError("upstream_unavailable", "The sign-in is being renewed elsewhere. Try again in a moment.", {
    retryAfterS: 5,
    cause: error,
  });
}

function defaultChallenge(): AuthChallenge {
  const text = "The vendor has ended this sign-in: connect the account again.";
  return new AuthChallenge(401, `Bearer error="invalid_token", error_description="${text}"`, text);
}
