import { contractSuite } from "@fairlead/testkit";
import { acme } from "../src/connector.ts";
import { startStandIn } from "./stand-in.ts";

contractSuite(acme, { start: startStandIn });
