import { hkdfSync, randomUUID } from "node:crypto";
import { join } from "node:path";
import type { Settings } from "../config/index.ts";
import type { ClusterState, EmbeddedState, State } from "../store/index.ts";
import { createAuditLog, settleOrphans, type AuditLog } from "./audit-log.ts";
import { createNotary, type Notary } from "./checkpoint.ts";
import { checkpointFile, type CheckpointFile } from "./checkpoint-file.ts";
import { createCheckpointer } from "./checkpointer.ts";
import { cutNotes, type CutNotes } from "./cut-notes.ts";
import { createFeed, type Feed, type Follower } from "./feed.ts";
import { keepWithin } from "./keep-within.ts";
import type { AuditSink } from "./sink.ts";
import { fileSink } from "./sinks/file-sink.ts";
import { postgresSink } from "./sinks/postgres-sink.ts";
import { sqliteSink } from "./sinks/sqlite-sink.ts";
import { createTakeOver, LEFT_MS } from "./take-over.ts";
import { createWithhold, type Withhold } from "./withhold.ts";
import { createWriter } from "./writer.ts";

/** Where records are, and how they are checked: what commands and pages read. */
export interface AuditArchive {
  sink: AuditSink;
  notary: Notary;
  withhold: Withhold;
  /** The same with the keys that were current before, for what was put on record then. */
  earlier: readonly Withhold[];
  /** Undefined where checkpoints go to the log alone. */
  checkpoints: CheckpointFile | undefined;
  /** How far logs were deleted by rule. */
  cuts: CutNotes;
}

/** The archive, and the log that this process writes. */
export interface OpenAudit extends AuditArchive {
  log: AuditLog;
  close(): Promise<void>;
}

export interface ArchiveOptions {
  settings: Pick<Settings, "audit" | "data" | "publicUrl">;
  state: State;
  /** 32 bytes or more each: the current one, then those before it. */
  secrets: readonly [Buffer, ...Buffer[]];
}

export interface AuditOptions extends ArchiveOptions {
  followers: readonly Follower[];
  /** Each checkpoint as it is signed. */
  onCheckpoint: (note: string) => void;
  onWritten: (written: { records: number; durationMs: number }) => void;
  report: (error: unknown, what: string) => void;
}

const MEMORY = ":memory:";
const DAY_MS = 86_400_000;
const WITHHOLD_PURPOSE = "fairlead/audit/withhold/1";

/** Opens what was put on record, to read it. */
export async function openArchive({ settings, state, secrets }: ArchiveOptions): Promise<AuditArchive> {
  const { audit, data, publicUrl } = settings;
  const [withhold, ...earlier] = secrets.map(withholdOf) as [Withhold, ...Withhold[]];
  const beside = data === MEMORY ? undefined : join(data, "audit-checkpoints");
  const path = audit.checkpoints ?? beside;
  return {
    sink: await sinkOf(settings, state),
    notary: createNotary(secrets, publicUrl === undefined ? "localhost" : new URL(publicUrl).hostname),
    withhold,
    earlier,
    checkpoints: path === undefined ? undefined : checkpointFile(path),
    cuts: cutNotes(state.durable),
  };
}

/**
 * Opens the log of this process: the embedded mode has one, each replica one of its own, so that nobody waits for another.
 *
 * @throws Error when it cannot be read; what was written is untouched.
 */
export async function openAudit(options: AuditOptions): Promise<OpenAudit> {
  const { settings, state, followers, onCheckpoint, onWritten, report } = options;
  const archive = await openArchive(options);
  const { sink, notary, checkpoints, cuts } = archive;
  const alone = state.mode === "embedded";
  const logId = alone ? "main" : `replica-${randomUUID()}`;

  const writer = createWriter({
    sink,
    logId,
    onWritten(written) {
      onWritten(written);
      checkpointer.written(written.records);
      for (const feed of feeds) feed.wake();
    },
  });
  const put = async (note: string) => {
    onCheckpoint(note);
    await checkpoints?.append(note);
  };
  const checkpointer = createCheckpointer({
    writer,
    notary,
    put,
    report: (error) => report(error, "a checkpoint of the audit log could not be put down"),
  });
  const placeOf = (follower: string, of: string) => `audit/followed/${follower}/${of}`;
  const reached = async (follower: string, of: string) => {
    const seq = await state.durable.get(placeOf(follower, of));
    return seq === undefined ? undefined : Number(seq);
  };
  const keepReached = (follower: string, of: string, seq: number) =>
    state.durable.set(placeOf(follower, of), seq, settings.audit.retentionMs);
  const follow = (follower: Follower, of: string, afterSeq: number) =>
    createFeed({
      sink,
      logId: of,
      afterSeq,
      follower,
      reached: (seq) => keepReached(follower.name, of, seq),
      report: (error) => report(error, `audit records did not reach ${follower.name}`),
    });
  const feeds: Feed[] = [];
  for (const follower of followers) {
    const known = await reached(follower.name, logId);
    const afterSeq = known ?? (await sink.head(logId)).seq;
    // Whoever takes over from here must know that there is somebody to hand on to.
    if (known === undefined) await keepReached(follower.name, logId, afterSeq);
    feeds.push(follow(follower, logId, afterSeq));
  }
  const takeOver = createTakeOver({
    sink,
    writer,
    store: state.durable,
    followers: followers.map(({ name }) => name),
    reached,
    follow: (name, of, afterSeq) => follow(followers.find((each) => each.name === name) as Follower, of, afterSeq),
  });
  const look = () =>
    takeOver.look().catch((error: unknown) => report(error, "what other processes left could not be looked at"));
  if (alone) await settleOrphans({ sink, writer }, { logIds: [logId], olderThanMs: 0 });
  let looked = alone ? Promise.resolve() : look();
  const lookAgain = () => {
    looked = look();
  };
  const looking = alone ? undefined : setInterval(lookAgain, LEFT_MS).unref();

  const putCut = async (note: string, of: string) => {
    await cuts.put(note, of);
    await put(note);
  };
  const prune = () =>
    keepWithin(sink, { beforeMs: Date.now() - settings.audit.retentionMs, own: logId, notary, put: putCut }).catch(
      (error: unknown) => report(error, "old audit records could not be deleted"),
    );
  // At the start, too: a server that is deployed every day would never come to it.
  let pruned = prune();
  const pruning = setInterval(() => {
    pruned = prune();
  }, DAY_MS).unref();
  const log = createAuditLog({
    writer,
    mode: settings.audit.mode,
    report: (error) => report(error, "an audit record could not be written yet"),
  });
  return {
    ...archive,
    log,
    async close() {
      clearInterval(pruning);
      clearInterval(looking);
      await looked;
      await log.close();
      await checkpointer.close();
      for (const feed of feeds) await feed.close();
      await takeOver.close();
      await pruned;
      await sink.close();
    },
  };
}

function withholdOf(secret: Buffer): Withhold {
  const key = Buffer.from(hkdfSync("sha256", secret, "", WITHHOLD_PURPOSE, 32));
  return createWithhold(
    key,
    Buffer.from(hkdfSync("sha256", key, "", "fairlead/audit/key-id/1", 6)).toString("base64url"),
  );
}

/** Where the settings have records kept; a folder for them is made where it is missing. */
export async function sinkOf(
  { audit, data }: ArchiveOptions["settings"],
  state: Pick<EmbeddedState, "sqlite"> | Pick<ClusterState, "pool">,
): Promise<AuditSink> {
  if (audit.sink === "file") return fileSink({ folder: audit.folder ?? join(data === MEMORY ? "." : data, "audit") });
  return "sqlite" in state ? sqliteSink(state.sqlite) : postgresSink(state.pool);
}
