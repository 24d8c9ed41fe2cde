import type { JobEvent } from "./jobs.ts";

/** Who listens in this process. One that throws harms nobody else. */
export interface JobListeners {
  add(listener: (event: JobEvent) => void): () => void;
  tell(event: JobEvent): void;
}

export function createJobListeners(onError: (error: unknown) => void): JobListeners {
  const listeners = new Set<(event: JobEvent) => void>();
  return {
    add(listener) {
      const own = (event: JobEvent) => listener(event);
      listeners.add(own);
      return () => void listeners.delete(own);
    },
    tell(event) {
      for (const listener of listeners) {
        try {
          listener(event);
        } catch (error) {
          onError(error);
        }
      }
    },
  };
}
