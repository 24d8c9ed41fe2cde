export { serverCardRoute } from "./server-card-route.ts";
