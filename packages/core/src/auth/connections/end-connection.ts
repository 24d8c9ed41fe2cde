import { alone, type ConnectionHouse } from "./connection-house.ts";
import type { ConnectionRecord } from "./connection-record.ts";
import type { VendorSecret } from "../vendor/index.ts";

/**
 * Ends a connection. What is ours goes first, so that whatever breaks on the way, nobody works with it any more: row,
 * secret, MCP grants, and then the token at the vendor.
 *
 * @param unless asked once nobody else can change the connection; true leaves everything as it is.
 */
export async function endConnection(
  house: ConnectionHouse,
  record: ConnectionRecord,
  unless: () => Promise<boolean> = async () => false,
): Promise<{ endedAtVendor: boolean } | undefined> {
  const { rows, vault, vendor } = house;
  const ended = await alone(house, record.id, async () => {
    if (await unless()) return undefined;
    const secret = await secretToEnd(house, record);
    await rows.delete(record.id);
    await vault.delete(record);
    return { secret, grants: await dropGrants(house, record.id) };
  });
  if (ended === undefined) return undefined;
  house.ended(record);
  if (ended.grants.length > 0) await house.grantsEnded(ended.grants, "revoked");
  return { endedAtVendor: ended.secret !== undefined && (await vendor.revoke(ended.secret)) };
}

/** Ends a connection that no MCP grant uses any more. */
export async function endUnused(house: ConnectionHouse, connectionId: string): Promise<void> {
  const { rows } = house;
  const record = await rows.get(connectionId);
  if (record === undefined) return;
  await endConnection(house, record, async () => (await rows.grantsOf(connectionId)).length > 0);
}

/** Deletes the rows of a connection's MCP grants. @returns what they were. */
export async function dropGrants({ rows }: ConnectionHouse, connectionId: string) {
  const grants = await rows.grantsOf(connectionId);
  for (const { grantId } of grants) await rows.deleteGrant(grantId);
  return grants;
}

/**
 * The secret, if the vendor is to end it: not a pasted token, which is the person's own, and not one that another
 * connection works with, as Slack gives the same token for every sign-in.
 */
async function secretToEnd(
  { rows, vault, report }: ConnectionHouse,
  record: ConnectionRecord,
): Promise<VendorSecret | undefined> {
  if (record.authKind === "token") return undefined;
  try {
    const secret = await vault.get(record);
    if (secret === undefined) return undefined;
    for (const other of await rows.ofHolder(record)) {
      if (other.id !== record.id && (await vault.get(other))?.access === secret.access) return undefined;
    }
    return secret;
  } catch (error) {
    // A secret that does not open must not keep a person from disconnecting.
    report(error, "a secret could not be read while its connection was ended");
    return undefined;
  }
}
