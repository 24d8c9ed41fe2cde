export { testAuthority, writeCertified, type Authority, type Certified } from "./certificates.ts";
export { redisReplica, redisReplicas, type RedisReplica } from "./redis-replicas.ts";
export { slowProxy } from "./slow-proxy.ts";
