import type { CallToolResult, ClientCapabilities } from "@modelcontextprotocol/server";
import { principalKey, type Principal } from "../../auth/index.ts";
import type { Answer, Question } from "../../connector/index.ts";
import type { TaskRow } from "../../store/index.ts";
import type { Caller } from "../caller.ts";
import type { CallState } from "../call/call-state.ts";
import { fingerprint, type Sealer } from "../sealed/sealer.ts";
import type { Sender } from "../serve/sender.ts";
import type { View } from "../view/index.ts";
import type { ShownTask } from "./shown-task.ts";

/** All that a task is about: what it takes to run it on any replica, and what has come of it. */
export interface TaskContent {
  tool: string;
  args: Readonly<Record<string, unknown>>;
  principal: Principal;
  /** What the authenticator needs to open the principal's connection again. */
  ticket: unknown;
  view: View;
  requestId: string;
  sender: Sender;
  /** What the client can be asked. */
  capabilities: ClientCapabilities;
  /** What the call had come to, and from round to round what the tool left. */
  state: CallState;
  /** Counts the questions that were answered: each round is a job of its own. */
  round: number;
  /** Runs begun in this round. More than one: the others were lost with their process. */
  begun: number;
  /** Those without an answer. */
  questions?: Readonly<Record<string, Question>>;
  /** Answers to the last questions. */
  answers: Readonly<Record<string, Answer>>;
  message?: string;
  result?: CallToolResult;
  error?: { code: number; message: string; data?: unknown };
}

/** A task as it stands. */
export interface TaskState {
  row: TaskRow;
  content: TaskContent;
  shown: ShownTask;
}

/** Whose a task is: of one principal and client, working with one account, at one kind of URL. */
export function ownerOf({ principal, connection, view }: Caller): string {
  const { profile, within, readonly } = view;
  return fingerprint([principalKey(principal), connection.id, profile ?? null, within ?? null, readonly]);
}

/** Sealed for one row: what one task holds never shows up in another. */
export function sealContent(sealer: Sealer, row: Pick<TaskRow, "id" | "owner">, content: TaskContent, ttlMs: number) {
  return sealer.seal("task", content, { ttlMs, binding: `${row.owner}\0${row.id}` });
}

/** @returns undefined for a row that another secret has sealed. */
export function openContent(sealer: Sealer, row: TaskRow): TaskContent | undefined {
  return sealer.open("task", row.content, `${row.owner}\0${row.id}`)?.value as TaskContent | undefined;
}
