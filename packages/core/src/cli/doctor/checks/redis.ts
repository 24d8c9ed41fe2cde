import { clusterLooks, shownUrl } from "../../../store/index.ts";
import { ok, skip, type Check, type Finding } from "../check.ts";
import { reasonOf } from "../reason-of.ts";

/** Above this part of its memory it has little left. */
const FULL = 0.9;

/** Whether Redis can be trusted with jobs, limits and messages. */
export const redis: Check = {
  name: "redis",
  async run({ settings }) {
    // Only one of the two URLs is what the check of the database tells.
    if (settings.cluster.redisUrl === undefined || settings.cluster.databaseUrl === undefined) {
      return [skip("It is not used: one process works alone.")];
    }
    const about = shownUrl(settings.cluster.redisUrl);
    try {
      const { version, evictionPolicy, memory, role, close } = (await clusterLooks(settings)?.redis()) ?? nothing();
      close();
      return [{ ...judged({ version, evictionPolicy, memory, role }), about }];
    } catch (error) {
      const { reason, todo } = reasonOf(error);
      const why = "The server does not start without it; one that runs counts limits alone, and jobs wait.";
      return [{ verdict: "fail", about, found: `Redis cannot be used: ${reason}.`, why, todo }];
    }
  },
};

function judged(facts: {
  version: string;
  evictionPolicy: string | undefined;
  memory: { used: number; most: number };
  role: string;
}): Finding {
  const { version, evictionPolicy, memory, role } = facts;
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major < 6 || (major === 6 && minor < 2)) {
    const why = "What our scripts ask of it is there since 6.2.";
    return { verdict: "fail", found: `It is Redis ${version}.`, why, todo: "Use 6.2 or later." };
  }
  if (evictionPolicy !== undefined && evictionPolicy !== "noeviction") {
    return {
      verdict: "fail",
      found: `Its maxmemory-policy is ${evictionPolicy}.`,
      why: "It would throw away waiting jobs when its memory is full: the server refuses to start.",
      todo: "Set maxmemory-policy noeviction (CONFIG SET, redis.conf), or use another Redis.",
    };
  }
  if (role === "slave") {
    const why = "Nothing can be written there.";
    return { verdict: "fail", found: "It is a replica.", why, todo: "Let REDIS_URL lead to the primary." };
  }
  if (memory.most > 0 && memory.used > memory.most * FULL) {
    const found = `${Math.round((memory.used / memory.most) * 100)} % of its memory is used.`;
    const why = "When it is full, jobs and messages are refused.";
    return { verdict: "warn", found, why, todo: "Give it more memory, and see what else is kept there." };
  }
  return ok(`Redis ${version} answers and keeps what it is given.`);
}

function nothing(): never {
  throw new Error("REDIS_URL is not set");
}
