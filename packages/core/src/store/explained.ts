/** The same driver, whose failures are those that callers know: the port's own, TypeErrors, and what `explain` makes of others. */
export function explained<Driver extends object>(driver: Driver, explain: (error: unknown) => Error): Driver {
  const rethrow = (error: unknown): never => {
    throw error instanceof TypeError ? error : explain(error);
  };
  const members = Object.entries(driver).map(([name, member]: [string, unknown]) => {
    if (typeof member !== "function") return [name, member];
    const own = (...args: unknown[]): unknown => {
      const result: unknown = member.apply(driver, args);
      return result instanceof Promise ? result.catch(rethrow) : result;
    };
    return [name, own];
  });
  return Object.fromEntries(members) as Driver;
}
