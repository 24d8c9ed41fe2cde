import { once } from "node:events";
import { existsSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { sinkOf, type AuditSink } from "../../../audit/index.ts";
import { clusterLooks, lookAtSqlite } from "../../../store/index.ts";
import { ok, skip, type Check, type Finding } from "../check.ts";
import type { DoctorFacts } from "../doctor-facts.ts";
import { reasonOf } from "../reason-of.ts";
import { seeDatabase } from "./database.ts";

/** Whether the audit log can be read, and what it is sent to can be reached. That it can be written is the disk's check. */
export const audit: Check = {
  name: "audit",
  async run(facts, signal) {
    const { webhookUrl } = facts.settings.audit;
    const [log, webhook] = await Promise.all([
      readLog(facts),
      webhookUrl === undefined ? undefined : reachable(webhookUrl, signal),
    ]);
    return webhook === undefined ? [log] : [log, webhook];
  },
};

async function readLog({ settings }: DoctorFacts): Promise<Finding> {
  if (
    settings.data === ":memory:" &&
    settings.audit.sink === "database" &&
    settings.cluster.databaseUrl === undefined
  ) {
    return skip("The log is in the running server's memory: see database.");
  }
  try {
    return (await withSink(settings, last)) ?? skip("There is no log yet.");
  } catch (error) {
    if (settings.audit.sink === "database") return seeDatabase();
    const { reason, todo } = reasonOf(error);
    const why = "Nobody can say what was done, and writes may be refused.";
    return { verdict: "fail", found: `The log cannot be read: ${reason}.`, why, todo };
  }
}

async function last(sink: AuditSink): Promise<Finding> {
  const logs = await sink.logIds();
  const [newest] = await sink.query({}, 1);
  if (newest === undefined) return ok("The log is empty.");
  return ok(
    `The last record is of ${new Date(newest.tsMs).toISOString()}, in ${logs.length} log(s). audit verify reads all.`,
  );
}

async function withSink<Result>(
  settings: DoctorFacts["settings"],
  work: (sink: AuditSink) => Promise<Result>,
): Promise<Result | undefined> {
  const { audit: kept, data } = settings;
  if (kept.sink === "file" && !existsSync(kept.folder ?? join(data, "audit"))) return undefined;
  const looks = clusterLooks(settings);
  if (looks !== undefined) {
    const { pool, close } = await looks.postgres();
    try {
      return await work(await sinkOf(settings, { pool }));
    } finally {
      await close();
    }
  }
  const looked = lookAtSqlite(settings.data);
  if (looked === undefined) return undefined;
  try {
    return await work(await sinkOf(settings, { sqlite: looked.database }));
  } finally {
    looked.close();
  }
}

/** Connects and says nothing: whatever it were told would be taken for records. */
async function reachable(url: string, signal: AbortSignal): Promise<Finding> {
  const { hostname, port, protocol, host } = new URL(url);
  const about = "AUDIT_WEBHOOK_URL";
  const name = hostname.replace(/^\[|\]$/g, "");
  const socket = connect({ host: name, port: Number(port || (protocol === "https:" ? 443 : 80)) });
  try {
    await once(socket, "connect", { signal });
    return ok(`${host} can be reached.`, about);
  } catch (error) {
    const { reason, todo } = reasonOf(error);
    return {
      verdict: "warn",
      about,
      found: `${host} cannot be reached: ${reason}.`,
      why: "Records wait here until it takes them; what collects them there sees nothing.",
      todo,
    };
  } finally {
    socket.destroy();
  }
}
