import { randomBytes } from "node:crypto";
import { refusePosting, visible } from "../http/conversation.ts";
import { method, need, Refusal, type Call } from "../http/method.ts";
import { numberedPage } from "../http/page.ts";
import { shapeFile } from "../shape/file.ts";
import { isVisible } from "../state/channel.ts";
import type { SlackFile } from "../state/file.ts";
import { nowS } from "../state/world.ts";
import { post } from "./post.ts";

/** Sharing a file shows a moment after it was asked for. */
const SHARING_MS = 300;

/** What files are listed by; any other word is refused. */
const FAMILIES: Readonly<Record<string, (file: SlackFile) => boolean>> = {
  all: () => true,
  spaces: () => false,
  snippets: ({ mode }) => mode === "snippet",
  images: ({ mimetype }) => mimetype.startsWith("image/"),
  gdocs: ({ mode }) => mode === "external",
  zips: ({ mimetype }) => mimetype.includes("zip"),
  pdfs: ({ mimetype }) => mimetype.includes("pdf"),
  canvas: ({ mode }) => mode === "canvas",
};

/** Files: reading, and the upload in three steps. */
export const files = [
  method("files.info", (call) => {
    need(call, "files:read");
    return { file: shapeFile(call.world, fileOf(call)), comments: [], response_metadata: { next_cursor: "" } };
  }),
  method("files.list", (call) => {
    need(call, "files:read");
    const { args, world } = call;
    const channel = args.text("channel");
    const types = args.list("types").map((type) => {
      const family = FAMILIES[type];
      if (family === undefined) throw new Refusal("unknown_type");
      return family;
    });
    const rows = visibleFiles(call)
      .filter((file) => channel === undefined || file.shares.has(channel))
      .filter((file) => args.text("user") === undefined || file.userId === args.text("user"))
      .filter(
        (file) => file.createdS >= (args.number("ts_from") ?? 0) && file.createdS <= (args.number("ts_to") ?? Infinity),
      )
      .filter((file) => types.length === 0 || types.some((isOne) => isOne(file)))
      .toSorted((one, other) => other.createdS - one.createdS);
    const { rows: page, paging } = numberedPage(call, rows);
    return { files: page.map((file) => shapeFile(world, file)), paging };
  }),
  method("files.getUploadURLExternal", (call) => {
    need(call, "files:write");
    const name = call.args.required("filename");
    const length = call.args.number("length") ?? 0;
    if (length <= 0) throw new Refusal("missing_argument");
    const altText = call.args.text("alt_txt");
    const key = randomBytes(16).toString("hex");
    const fileId = call.world.nextId("F");
    call.world.uploads.set(key, {
      fileId,
      name,
      length,
      userId: call.me.id,
      ...(altText !== undefined && { altText }),
    });
    return { upload_url: `${call.world.url}/upload/v1/${key}`, file_id: fileId };
  }),
  method("files.completeUploadExternal", (call) => {
    need(call, "files:write");
    const wanted = call.args.json("files") as readonly { id: string; title?: string }[];
    const done = wanted.map(({ id, title }) => finish(call, id, title));
    const channelId = call.args.text("channel_id");
    if (channelId !== undefined) {
      const channel = visible(call, channelId);
      refusePosting(call, channel);
      const threadTs = call.args.text("thread_ts");
      const text = call.args.text("initial_comment") ?? "";
      const message = post(call, channel, {
        text,
        fileIds: done.map(({ id }) => id),
        ...(threadTs !== undefined && { threadTs }),
      });
      for (const file of done) {
        file.shares.set(channel.id, [message.ts]);
        file.sharedAtMs = call.world.now() + SHARING_MS;
      }
    }
    return { files: done.map((file) => shapeFile(call.world, file)) };
  }),
  method("files.delete", (call) => {
    need(call, "files:write");
    const file = fileOf(call);
    if (file.userId !== call.me.id) throw new Refusal("cant_delete_file");
    call.world.files.delete(file.id);
    return {};
  }),
];

/** Files that somebody may see: one's own, and those in conversations that one sees. */
export function visibleFiles({ world, me, teamId }: Pick<Call, "world" | "me" | "teamId">): SlackFile[] {
  return [...world.files.values()].filter(
    (file) =>
      file.teamId === teamId &&
      file.mode !== "tombstone" &&
      (file.userId === me.id ||
        [...file.shares.keys()].some((id) => {
          const channel = world.channels.get(id);
          return channel !== undefined && isVisible(channel, me.id);
        })),
  );
}

function fileOf(call: Call): SlackFile {
  const id = call.args.required("file", "file_not_found");
  const file = call.world.files.get(id);
  if (file?.mode === "tombstone") throw new Refusal("file_deleted");
  if (!file || !visibleFiles(call).includes(file)) throw new Refusal("file_not_found");
  return file;
}

const TYPES: Readonly<Record<string, string>> = {
  csv: "text/csv",
  md: "text/markdown",
  txt: "text/plain",
  json: "application/json",
  png: "image/png",
  pdf: "application/pdf",
};

function finish(call: Call, id: string, title: string | undefined): SlackFile {
  const entry = [...call.world.uploads].find(([, upload]) => upload.fileId === id);
  if (!entry?.[1].bytes || entry[1].userId !== call.me.id) throw new Refusal("file_not_found");
  const [key, upload] = entry;
  call.world.uploads.delete(key);
  const filetype = upload.name.split(".").at(-1)?.toLowerCase() ?? "bin";
  const file: SlackFile = {
    id,
    teamId: call.teamId,
    userId: call.me.id,
    name: upload.name,
    title: title ?? upload.name,
    mimetype: TYPES[filetype] ?? "application/octet-stream",
    filetype,
    createdS: nowS(call.world),
    content: entry[1].bytes,
    shares: new Map(),
    mode: "hosted",
    ...(upload.altText !== undefined && { altText: upload.altText }),
  };
  call.world.files.set(id, file);
  return file;
}
