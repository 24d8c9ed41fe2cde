import { join } from "node:path";
import { coreSettings, loadSettings } from "../../config/index.ts";
import { openState } from "../../store/index.ts";
import { openAudit, type OpenAudit } from "../open-audit.ts";

/**
 * The audit log of a server with its data in that folder. `close` lets go of both.
 *
 * @param shared `DATABASE_URL` and `REDIS_URL` of a cluster, where it is a replica's
 */
export async function openAuditAt(
  data: string,
  sink: string,
  shared: Readonly<Record<string, string | undefined>> = {},
): Promise<OpenAudit> {
  const { DATABASE_URL, REDIS_URL } = shared;
  const env = { FAIRLEAD_DATA: data, AUDIT_SINK: sink, AUDIT_FOLDER: join(data, "audit"), DATABASE_URL, REDIS_URL };
  const settings = loadSettings(coreSettings, { env });
  const state = await openState(settings, () => {});
  const audit = await openAudit({
    settings,
    state,
    secrets: [Buffer.alloc(32, "secret")],
    followers: [],
    onCheckpoint: () => {},
    onWritten: () => {},
    report: () => {},
  });
  return {
    ...audit,
    async close() {
      await audit.close();
      await state.close();
    },
  };
}
