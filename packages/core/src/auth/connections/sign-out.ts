import { alone, type ConnectionHouse } from "./connection-house.ts";
import { VendorError } from "../vendor/index.ts";
import type { ConnectionRecord } from "./connection-record.ts";
import { dropGrants } from "./end-connection.ts";

/** The vendor has ended it: clients must get a 401, and the person's list must say why. */
export async function signOut(house: ConnectionHouse, record: ConnectionRecord): Promise<undefined> {
  await house.rows.change(record.id, { status: "reauthorize" });
  await house.vault.delete(record);
  const grants = await dropGrants(house, record.id);
  if (grants.length > 0) await house.grantsEnded(grants, "reauthorize");
  return undefined;
}

/** Signs a connection out unless the vendor still takes its credential. @returns whether it has. */
export function signOutRefused(house: ConnectionHouse, record: ConnectionRecord): Promise<boolean> {
  const { vault, vendor } = house;
  return alone(house, record.id, async () => {
    const secret = await vault.get(record);
    if (secret === undefined) return false;
    try {
      await vendor.identify(record.authKind, secret);
      return false;
    } catch (error) {
      if (!(error instanceof VendorError) || error.code !== "refused") throw error;
      await signOut(house, record);
      return true;
    }
  });
}
