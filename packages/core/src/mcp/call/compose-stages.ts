import type { Call, Reply, Stage } from "./call.ts";

/** Puts stages around each other, the first outermost. The stage that throws is noted on the call. */
export function composeStages(stages: readonly Stage[]): (call: Call) => Promise<Reply> {
  return (call) => {
    const from = async (index: number): Promise<Reply> => {
      const stage = stages[index];
      if (stage === undefined) throw new Error("The last stage must answer.");
      call.caller.trace?.enter(stage.name);
      try {
        return await stage.run(call, () => from(index + 1));
      } catch (error) {
        call.refusedBy ??= stage.name;
        throw error;
      }
    };
    return from(0);
  };
}
