import type { UpstreamMilestone } from "./names.ts";

export interface MilestoneFields {
  title: string;
  description?: string | undefined;
  /** "" clears, as with `due_date`. */
  start_date?: string | undefined;
  due_date?: string | undefined;
  state?: "active" | "closed" | undefined;
}

/** What is to be sent of a milestone, and how it was before. */
export interface MilestonePlan {
  /** In gitbeaker's spelling. */
  request: {
    title?: string;
    description?: string;
    startDate?: string;
    dueDate?: string;
    stateEvent?: "close" | "activate";
  };
  before: Partial<MilestoneFields>;
  after: Partial<MilestoneFields>;
}

/** Works out which fields to send: those that are named and not so already. @param now undefined for a new one */
export function planMilestone(now: UpstreamMilestone | undefined, asked: MilestoneFields): MilestonePlan {
  const before: Required<MilestoneFields> = {
    title: now?.title ?? "",
    description: now?.description ?? "",
    start_date: now?.start_date ?? "",
    due_date: now?.due_date ?? "",
    state: now?.state === "closed" ? "closed" : "active",
  };
  const differs = (field: keyof MilestoneFields) => asked[field] !== undefined && asked[field] !== before[field];
  const fields = (Object.keys(before) as (keyof MilestoneFields)[]).filter(differs);
  const partOf = (of: MilestoneFields) => Object.fromEntries(fields.map((field) => [field, of[field]]));
  const {
    title,
    description,
    start_date: startDate,
    due_date: dueDate,
    state,
  } = partOf(asked) as Partial<MilestoneFields>;
  return {
    request: {
      ...(title !== undefined && { title }),
      ...(description !== undefined && { description }),
      ...(startDate !== undefined && { startDate }),
      ...(dueDate !== undefined && { dueDate }),
      ...(state !== undefined && { stateEvent: state === "closed" ? "close" : "activate" }),
    },
    before: partOf(before),
    after: partOf(asked),
  };
}
