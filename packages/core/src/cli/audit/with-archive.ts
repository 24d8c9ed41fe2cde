import { openArchive, type AuditArchive } from "../../audit/index.ts";
import { openKeys } from "../../auth/index.ts";
import { readServeSettings } from "../../serve-settings.ts";
import { openState } from "../../store/index.ts";
import type { CommandContext } from "../command.ts";

/** Opens what the servers of these settings put on record, beside them or while they are down. */
export async function withArchive(
  { connectors, env, folder, err }: CommandContext,
  work: (archive: AuditArchive) => Promise<number>,
): Promise<number> {
  const { settings } = readServeSettings(connectors, { env, folder });
  const shared = settings.cluster.databaseUrl !== undefined;
  if (!shared && settings.data === ":memory:" && settings.audit.sink === "database") {
    err("FAIRLEAD_DATA is :memory:, so there is no audit log but in the running server.");
    return 1;
  }
  const { secrets } = openKeys(settings, { shared });
  const state = await openState(settings, (error) => err(String(error)));
  try {
    const archive = await openArchive({ settings, state, secrets });
    try {
      return await work(archive);
    } finally {
      await archive.sink.close();
    }
  } finally {
    await state.close();
  }
}
