/** A process that opens the data folder of its argument and tells what it was told. */
import { ConfigError } from "../../config/index.ts";
import { openEmbedded } from "../open-embedded.ts";

try {
  const state = openEmbedded(process.argv[2] ?? "", () => {});
  await state.durable.set("a", 1, Infinity);
  process.stdout.write("opened");
} catch (error) {
  process.stdout.write(error instanceof ConfigError ? error.message : `not a ConfigError: ${String(error)}`);
}
