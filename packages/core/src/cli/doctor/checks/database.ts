import { clusterLooks, lookAtSqlite, SchemaError, shownUrl } from "../../../store/index.ts";
import { ok, skip, type Check, type Finding } from "../check.ts";
import { reasonOf } from "../reason-of.ts";
import { nearestFolder, unwritable } from "./writable.ts";

const WHY = "Connections, tokens, tasks and the audit log are there: the server does not start without it.";
const NONE_YET = "There is none yet: the first start makes it.";
/** Of its connections: what is used above this leaves little for another replica. */
const CROWDED = 0.9;

/** SQLite or Postgres: whether it can be used, and its schema is ours. */
export const database: Check = {
  name: "database",
  async run({ settings }) {
    const looks = clusterLooks(settings);
    if (looks === undefined) return [sqlite(settings.data)];
    const about = shownUrl(settings.cluster.databaseUrl ?? "");
    try {
      const { version, readOnly, connections, close } = await looks.postgres();
      await close();
      return [postgres({ version, readOnly, ...connections }, about)];
    } catch (error) {
      return [failed(error, about)];
    }
  },
};

function sqlite(data: string): Finding {
  if (data === ":memory:") {
    return {
      verdict: "warn",
      about: "FAIRLEAD_DATA",
      found: "Everything is kept in memory.",
      why: "At the end of the process everybody is signed out, and the audit log is gone.",
      todo: "Name a folder, unless this is for trying things out.",
    };
  }
  try {
    const looked = lookAtSqlite(data);
    if (looked === undefined) {
      const cannotBe = unwritable(nearestFolder(data)) !== undefined;
      return cannotBe ? skip("There is none, and none can be made: see disk.", data) : ok(NONE_YET, data);
    }
    const { lacking, close } = looked;
    close();
    const steps =
      lacking.length === 0 ? "" : ` The next start takes the steps ${lacking.map(({ name }) => name).join(", ")}.`;
    return ok(`SQLite can be read, and its schema is known.${steps}`, data);
  } catch (error) {
    return failed(error, data);
  }
}

function postgres(
  { version, readOnly, used, most }: { version: string; readOnly: boolean; used: number; most: number },
  about: string,
): Finding {
  if (readOnly) {
    const todo = "Let DATABASE_URL lead to the primary.";
    return { verdict: "fail", about, found: `Postgres ${version} is a standby, or may not write.`, why: WHY, todo };
  }
  if (used > most * CROWDED) {
    return {
      verdict: "warn",
      about,
      found: `Postgres ${version} has ${used} of ${most} connections in use.`,
      why: "The next replica that starts may get none.",
      todo: "Raise its max_connections, or lower DATABASE_POOL_SIZE.",
    };
  }
  return ok(`Postgres ${version} answers, and its schema is ours.`, about);
}

function failed(error: unknown, about: string): Finding {
  if (error instanceof SchemaError) {
    const todo =
      error.code === "older"
        ? "Run the command migrate (pnpm fairlead migrate), or set FAIRLEAD_MIGRATE=on."
        : "Start the version that has written it, or a later one; or name another database.";
    return { verdict: "fail", about, found: error.message, why: "The server does not start on it.", todo };
  }
  const { reason, todo } = reasonOf(error);
  return { verdict: "fail", about, found: `It cannot be used: ${reason}.`, why: WHY, todo };
}

/** For the checks that read from it: the reason is told once. */
export const seeDatabase = (): Finding => skip("The database cannot be read: see database.");
