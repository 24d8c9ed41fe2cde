import { randomBytes } from "node:crypto";
import { alone, type ConnectionHouse } from "./connection-house.ts";
import type { ConnectionRecord } from "./connection-record.ts";
import type { Connections } from "./connections.ts";
import { endUnused } from "./end-connection.ts";
import { slotOf } from "./slot.ts";

/**
 * Keeps a sign-in. An earlier secret of the same connection is replaced and left to end by itself: calls of other clients
 * may still be under way with it, and some vendors end the new one along with the old.
 */
export function saveConnection(house: ConnectionHouse): Connections["save"] {
  const { rows, vault, vendor, now } = house;
  return async ({ principal, grant, profile, client }) => {
    const slot = slotOf(principal, grant, profile);
    const id = (await rows.inSlot(slot))?.id ?? randomBytes(16).toString("base64url");
    const { identity, secret, kind } = grant;
    const before = client && (await rows.grant(client.grantId));
    const saved = await alone(house, id, async () => {
      const known = await rows.get(id);
      const record: ConnectionRecord = {
        id,
        tenant: principal.tenant,
        subject: principal.subject,
        connector: vendor.connector,
        profile,
        account: identity.subject,
        label: known?.label ?? identity.login,
        login: identity.login,
        name: identity.name,
        host: identity.host,
        authKind: kind,
        credentialKind: identity.kind,
        scopes: secret.scopes,
        status: "active",
        createdAtMs: known?.createdAtMs ?? now(),
        lastUsedAtMs: now(),
        expiresAtMs: secret.refresh === undefined ? secret.expiresAtMs : secret.refreshExpiresAtMs,
      };
      const earlier = before && before.connectionId !== id ? await rows.get(before.connectionId) : undefined;
      // More scopes must not mean fewer of the owner's limits.
      if (earlier?.account === record.account && earlier.host === record.host) {
        const { tenant, subject } = principal;
        await house.moved(earlier.id, id, { tenant, subject });
      }
      await vault.put(record, secret);
      await rows.put(record, slot);
      if (client !== undefined) await rows.putGrant({ ...client, connectionId: id, createdAtMs: now() });
      return record;
    });
    // The client signed in again and has moved: with more scopes, or with another account.
    if (before !== undefined && before.connectionId !== id) await endUnused(house, before.connectionId);
    return saved;
  };
}
