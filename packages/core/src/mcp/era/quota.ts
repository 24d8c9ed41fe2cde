/** How many of something each person may have at the same time. */
export interface Quota {
  /** @returns What gives it back; undefined when the person has as many as allowed. */
  take(person: string): (() => void) | undefined;
}

export function createQuota(most: number): Quota {
  const taken = new Map<string, number>();
  return {
    take(person) {
      const before = taken.get(person) ?? 0;
      if (before >= most) return undefined;
      taken.set(person, before + 1);
      return () => {
        const left = (taken.get(person) ?? 1) - 1;
        if (left === 0) taken.delete(person);
        else taken.set(person, left);
      };
    },
  };
}
