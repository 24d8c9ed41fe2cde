type Listener = (message: unknown) => void;

/** Who listens to what, in this process. */
export interface Topics {
  /** @returns whether it is the first to listen to this topic. */
  add(topic: string, listener: Listener): boolean;
  /** @returns whether it was the last one. */
  remove(topic: string, listener: Listener): boolean;
  tell(topic: string, message: unknown): void;
  names(): Iterable<string>;
}

/** @param report takes what a listener throws */
export function createTopics(report: (error: unknown) => void): Topics {
  const listeners = new Map<string, Set<Listener>>();
  return {
    add(topic, listener) {
      const known = listeners.get(topic);
      if (known === undefined) listeners.set(topic, new Set([listener]));
      else known.add(listener);
      return known === undefined;
    },
    remove(topic, listener) {
      const known = listeners.get(topic);
      return known?.delete(listener) === true && known.size === 0 && listeners.delete(topic);
    },
    tell(topic, message) {
      for (const listener of listeners.get(topic) ?? []) {
        try {
          listener(message);
        } catch (error) {
          report(error);
        }
      }
    },
    names: () => listeners.keys(),
  };
}
