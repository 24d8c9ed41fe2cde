import type { Budgets, Lesson } from "./budgets.ts";

/** The same budgets, which tell what vendors' answers say is left. */
export function tellingBudgets(
  budgets: Budgets,
  tell: (left: { credential: string; bucket: string; remaining: number; resetMs: number }) => void,
): Budgets {
  return {
    reserve: (credential, want) => budgets.reserve(credential, want),
    take: (quota) => budgets.take(quota),
    settle(credential, taken, lessons) {
      budgets.settle(credential, taken, lessons);
      for (const lesson of lessons) if (isLeft(lesson)) tell({ credential, ...lesson });
    },
  };
}

function isLeft(lesson: Lesson): lesson is Lesson & { remaining: number; resetMs: number } {
  return lesson.remaining !== undefined && lesson.resetMs !== undefined;
}
