import { GitlabHttpError } from "./http-error.ts";

/** What a request gives, or undefined where GitLab answers it with one of some statuses. */
export async function unlessStatus<T>(request: Promise<T>, ...statuses: readonly number[]): Promise<T | undefined> {
  try {
    return await request;
  } catch (error) {
    if (error instanceof GitlabHttpError && statuses.includes(error.status)) return undefined;
    throw error;
  }
}
