import type { CallToolResult } from "@modelcontextprotocol/server";
import type { Question } from "../../connector/index.ts";
import type { TaskRow, TaskStatus } from "../../store/index.ts";
import type { TaskContent } from "./task-state.ts";

export const TASKS_EXTENSION = "io.modelcontextprotocol/tasks";

/** For so long a task is kept beyond what its client was told: no replica may forget it earlier, and their clocks differ. */
export const CLOCKS_APART_MS = 20 * 60_000;

/** How often a client should ask, in milliseconds. */
const POLL_INTERVAL_MS = 2_000;

/** A task as the protocol spells it (tasks extension, "Tasks"). */
export interface ShownTask {
  taskId: string;
  status: TaskStatus;
  statusMessage?: string;
  /** ISO 8601. */
  createdAt: string;
  lastUpdatedAt: string;
  /** From its creation on. */
  ttlMs: number;
  pollIntervalMs: number;
}

/** With what its status brings along: as `tasks/get` and `notifications/tasks` tell it. */
export type DetailedTask = ShownTask & {
  inputRequests?: Readonly<Record<string, Question>>;
  result?: CallToolResult;
  error?: NonNullable<TaskContent["error"]>;
};

export function shownTask(row: TaskRow, { message }: TaskContent): ShownTask {
  return {
    taskId: row.id,
    status: row.status,
    ...(message !== undefined && { statusMessage: message }),
    createdAt: new Date(row.createdAtMs).toISOString(),
    lastUpdatedAt: new Date(row.updatedAtMs).toISOString(),
    ttlMs: row.expiresAtMs - CLOCKS_APART_MS - row.createdAtMs,
    pollIntervalMs: POLL_INTERVAL_MS,
  };
}

export function detailedTask(row: TaskRow, content: TaskContent): DetailedTask {
  const shown = shownTask(row, content);
  switch (row.status) {
    case "input_required":
      return { ...shown, inputRequests: content.questions ?? {} };
    case "completed":
      return { ...shown, result: content.result ?? { content: [] } };
    case "failed":
      return { ...shown, error: content.error ?? { code: -32_603, message: "Internal error" } };
    case "working":
    case "cancelled":
      return shown;
  }
}
