export { createTasks, type Tasks } from "./create-tasks.ts";
export type { TaskState } from "./task-state.ts";
export { TASKS_EXTENSION, type DetailedTask, type ShownTask } from "./shown-task.ts";
