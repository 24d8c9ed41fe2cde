import type { Queue } from "bullmq";
import type Koa from "koa";

export const JOBS_PATH = "/jobs";

/** BullMQ's queues for people to look at: what waits, what runs, what failed and why. Nothing can be changed there. */
export async function jobsBoard(queues: readonly Queue[], path: string): Promise<Koa.Middleware> {
  const { createBullBoard } = await import("@bull-board/api");
  const { BullMQAdapter } = await import("@bull-board/api/bullMQAdapter");
  const { KoaAdapter } = await import("@bull-board/koa");
  const serverAdapter = new KoaAdapter().setBasePath(path);
  createBullBoard({
    queues: queues.map((queue) => new BullMQAdapter(queue, { readOnlyMode: true })),
    serverAdapter,
    options: { uiConfig: { boardTitle: "Jobs" } },
  });
  return serverAdapter.registerPlugin();
}
