import type { Answer, ProgressStep } from "../../connector/index.ts";
import type { Call } from "../call/call.ts";
import type { Caller } from "../caller.ts";
import type { DetailedTask, ShownTask } from "./shown-task.ts";
import type { TaskState } from "./task-state.ts";

/** The tasks of one connector. To anybody but its owner a task does not exist. */
export interface Tasks {
  /**
   * Makes a task of a call that is ready to run. It is safe, and found by `get` on every replica, when this returns.
   *
   * @throws ToolError rate_limited when the owner has too many at work.
   */
  begin(call: Call): Promise<ShownTask>;
  get(caller: Caller, id: string): Promise<TaskState | undefined>;
  detailed(state: TaskState): DetailedTask;
  /** Whether a task is that of a call with the same tool and arguments. */
  isCallOf(state: TaskState, call: Call): boolean;
  /** Takes answers to what a task has asked; what it has not is left aside. @returns false for an unknown task. */
  answer(caller: Caller, id: string, answers: Readonly<Record<string, Answer>>): Promise<boolean>;
  /** Ends a task that has not ended. @returns false for an unknown one. */
  cancel(caller: Caller, id: string): Promise<boolean>;
  /** Waits until a task has ended, `until` is true, the time is over, or this process is about to end. */
  wait(
    caller: Caller,
    id: string,
    options: {
      ms: number;
      signal: AbortSignal;
      onProgress: (step: ProgressStep) => void;
      until(shown: ShownTask): boolean;
    },
  ): Promise<TaskState | undefined>;
  /** Gives a task after each change, as long as it is the caller's. */
  follow(caller: Caller, id: string, signal: AbortSignal): AsyncGenerator<DetailedTask, void>;
  /** Lets those who wait go: they can resume elsewhere. */
  drain(): void;
  /** Gives back what is at work. */
  close(): Promise<void>;
}
