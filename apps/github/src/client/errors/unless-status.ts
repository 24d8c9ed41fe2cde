/** What a request gives, or undefined where GitHub answers it with one of some statuses. */
export async function unlessStatus<T>(request: Promise<T>, ...statuses: readonly number[]): Promise<T | undefined> {
  try {
    return await request;
  } catch (error) {
    const status = error instanceof Error && "status" in error ? error.status : undefined;
    if (typeof status === "number" && statuses.includes(status)) return undefined;
    throw error;
  }
}
