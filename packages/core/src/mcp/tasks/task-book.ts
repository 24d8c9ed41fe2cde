import type { TaskRow, TaskRows } from "../../store/index.ts";
import type { Sealer } from "../sealed/sealer.ts";
import { shownTask } from "./shown-task.ts";
import { openContent, sealContent, type TaskContent, type TaskState } from "./task-state.ts";

/** How a task changes: undefined leaves it as it is. */
export type TaskChange = (state: TaskState) => { status: TaskRow["status"]; content: TaskContent } | undefined;

/** Tasks, opened. */
export interface TaskBook {
  insert(row: Omit<TaskRow, "content">, content: TaskContent): Promise<TaskState>;
  /** @returns undefined when there is none of that id, or it has expired. */
  read(id: string): Promise<TaskState | undefined>;
  /**
   * Changes a task that may be changed by others at the same time: `change` sees it as it is right before.
   *
   * @returns the task as it is then; undefined when there is none.
   */
  change(id: string, change: TaskChange): Promise<TaskState | undefined>;
}

/** @param changed hears of every change that this process made. */
export function createTaskBook(rows: TaskRows, sealer: Sealer, changed: (state: TaskState) => void): TaskBook {
  const stateOf = (row: TaskRow, content: TaskContent): TaskState => ({ row, content, shown: shownTask(row, content) });
  const book: TaskBook = {
    async insert(row, content) {
      const sealed = { ...row, content: sealContent(sealer, row, content, row.expiresAtMs - Date.now()) };
      await rows.insert(sealed);
      return stateOf(sealed, content);
    },
    async read(id) {
      const row = await rows.get(id);
      const content = row && openContent(sealer, row);
      return row && content && stateOf(row, content);
    },
    async change(id, change) {
      for (;;) {
        const before = await book.read(id);
        const next = before && change(before);
        if (before === undefined || next === undefined) return before;
        const { row } = before;
        const content = sealContent(sealer, row, next.content, row.expiresAtMs - Date.now());
        const after = { ...row, status: next.status, version: row.version + 1, content, updatedAtMs: Date.now() };
        if (!(await rows.replace(after))) continue;
        const state = stateOf(after, next.content);
        changed(state);
        return state;
      }
    },
  };
  return book;
}

export function hasEnded({ row: { status } }: TaskState): boolean {
  return status === "completed" || status === "failed" || status === "cancelled";
}
