import type { Method } from "../http/method.ts";
import { assistant } from "./assistant.ts";
import { auth } from "./auth.ts";
import { canvases } from "./canvases.ts";
import { chat } from "./chat.ts";
import { conversationsRead } from "./conversations-read.ts";
import { conversationsWrite } from "./conversations-write.ts";
import { dnd } from "./dnd.ts";
import { files } from "./files.ts";
import { reactions } from "./reactions.ts";
import { reminders } from "./reminders.ts";
import { search } from "./search.ts";
import { usergroups } from "./usergroups.ts";
import { users } from "./users.ts";
import { workflows } from "./workflows.ts";

const all: readonly Method[] = [
  ...auth,
  ...users,
  ...dnd,
  ...conversationsRead,
  ...conversationsWrite,
  ...chat,
  ...reactions,
  ...usergroups,
  ...files,
  ...search,
  ...assistant,
  ...canvases,
  ...reminders,
  ...workflows,
];

/** Every method of the Web API that the stand-in knows, by name. */
export const methods: ReadonlyMap<string, Method> = new Map(all.map((one) => [one.name, one]));
