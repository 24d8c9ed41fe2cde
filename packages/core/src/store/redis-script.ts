import type { Redis } from "ioredis";

/**
 * A Lua script as a function: sent once, called by its digest from then on, and sent again to a Redis that has forgotten it.
 *
 * @param options.name of the command, `fairlead` and what it does; one script per name
 * @returns What runs it: keys first, then its other arguments.
 */
export function redisScript(options: {
  name: string;
  keys: number;
  lua: string;
}): (client: Redis, ...args: readonly (string | number)[]) => Promise<unknown> {
  const { name, keys, lua } = options;
  const known = new WeakSet<Redis>();
  return (client, ...args) => {
    if (!known.has(client)) {
      client.defineCommand(name, { numberOfKeys: keys, lua });
      known.add(client);
    }
    const commands = client as unknown as Record<string, (...args: readonly (string | number)[]) => Promise<unknown>>;
    return commands[name]?.(...args) ?? Promise.reject(new Error(`Redis has no command ${name}.`));
  };
}
