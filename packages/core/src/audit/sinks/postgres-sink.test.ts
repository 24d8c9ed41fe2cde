import { testPostgres } from "@fairlead/sandbox/services";
import { Pool } from "pg";
import { afterAll, beforeAll, describe } from "vitest";
