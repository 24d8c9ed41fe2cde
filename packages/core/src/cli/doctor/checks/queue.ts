import { embeddedBacklog, redisBacklog, type Backlog } from "../../../jobs/index.ts";
import { clusterLooks, lookAtSqlite } from "../../../store/index.ts";
import { ok, skip, type Check, type Finding } from "../check.ts";
import type { DoctorFacts } from "../doctor-facts.ts";

const STUCK_MS = 300_000;
const CROWD = 1_000;

/** Whether work that outlives a request gets done. */
export const queue: Check = {
  name: "queue",
  async run({ settings, system }) {
    const backlog = await read(settings, system.now()).catch(() => "unreadable" as const);
    if (backlog === "unreadable") return [skip("The jobs cannot be read: see database and redis.")];
    return [backlog === undefined ? skip("There are no jobs yet.") : judged(backlog)];
  },
};

async function read(settings: DoctorFacts["settings"], now: number): Promise<Backlog | undefined> {
  const looks = clusterLooks(settings);
  if (looks === undefined) {
    const looked = lookAtSqlite(settings.data);
    if (looked === undefined) return undefined;
    try {
      return embeddedBacklog(looked.database, now);
    } finally {
      looked.close();
    }
  }
  const { redis, close } = await looks.redis();
  try {
    return await redisBacklog(redis, settings.cluster.redisPrefix);
  } finally {
    close();
  }
}

function judged({ waiting, running, failed, oldestMs }: Backlog): Finding {
  const counts = `${waiting} wait, ${running} run, ${failed} have failed`;
  if ((oldestMs ?? 0) > STUCK_MS) {
    return {
      verdict: "warn",
      found: `A job waits for ${Math.round((oldestMs ?? 0) / 60_000)} min (${counts}).`,
      why: "Tasks and deliveries of webhooks are not worked on.",
      todo: "Start the server. If it runs, see its log for jobs that fail.",
    };
  }
  if (waiting > CROWD) {
    return {
      verdict: "warn",
      found: `Many jobs wait: ${counts}.`,
      why: "Tasks and deliveries of webhooks come late.",
      todo: "Start more replicas, and see in the log and at /jobs of the admin port what takes so long.",
    };
  }
  return ok(`Of the jobs, ${counts}.`);
}
