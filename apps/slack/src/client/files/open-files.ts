import { fileOf, type FileFacts } from "./download.ts";
import { keep, remember } from "../request/remember.ts";
import type { SlackReadContext } from "../slack-client.ts";

/** As long as what was read counts as known to whoever writes. */
const KEEP_MS = 30 * 60_000;

/** Says that a file's text is read, and keeps who may see it. */
export function readFromFile(context: SlackReadContext, { id, is_public: isPublic }: FileFacts): void {
  if (id === undefined) return;
  if (isPublic !== undefined) keep(context, keyOf(id), isPublic, KEEP_MS);
  context.readFrom(id);
}

/** Whether everybody in the workspace may see a file: it is shared in a public channel. */
export function isOpenFile(context: SlackReadContext, id: string): Promise<boolean> {
  return remember(context, keyOf(id), KEEP_MS, async () => (await fileOf(context, id)).is_public === true);
}

function keyOf(id: string): string {
  return `open-file/${id}`;
}
