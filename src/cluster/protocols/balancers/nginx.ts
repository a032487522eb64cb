import { deterministic } from "../../../kernel/laws/deterministic.js";
import { erlang } from "../../../kernel/laws/gamma.js";
import type { FaultKind, Protocol } from "../protocol.js";
import { inSteps } from "../steps.js";

export interface NginxSettings {
  /** `max_fails`: failed attempts within fail_timeout that make a server unavailable; 0 = never. */
  readonly maxFails: number;
  /** `fail_timeout`, seconds: also how long it is then left alone. */
  readonly failTimeout: number;
  /** `proxy_connect_timeout`, seconds: how long an attempt at a silent host takes. */
  readonly connectTimeout: number;
  /** `proxy_read_timeout`, seconds: how long an attempt at a frozen process takes, whose kernel still connects. */
  readonly readTimeout: number;
  /** Requests a second that this server is given. */
  readonly requests: number;
}

/**
 * nginx without active checks: requests themselves find that a server is gone. After max_fails failed attempts it gets
 * none for fail_timeout. Each attempt that fails is tried on the next server (proxy_next_upstream), so users wait but
 * are served. Requests are taken to come at random, and to be frequent enough to fall within one fail_timeout.
 * Source: nginx.org, ngx_http_upstream_module (max_fails, fail_timeout), ngx_http_proxy_module.
 */
export const nginx: Protocol<NginxSettings> = {
  name: "nginx",
  faults: ["kill", "stop", "hostLoss", "partition", "linkDown", "freeze"],
  defaults: { maxFails: 1, failTimeout: 10, connectTimeout: 60, readTimeout: 60, requests: 10, clients: { retry: 0 } },
  incident(settings, fault) {
    const { maxFails, failTimeout, requests } = settings;
    if (maxFails === 0) return inSteps([]);
    if (maxFails / requests > failTimeout) {
      throw new RangeError(`${requests} requests/s are too few for max_fails ${maxFails} within ${failTimeout} s`);
    }
    return inSteps([
      { name: "requests", law: erlang({ stages: maxFails, mean: maxFails / requests }) },
      { name: "attempt", law: deterministic({ value: attempt(settings, fault) }), ends: "both" },
    ]);
  },
};

function attempt({ connectTimeout, readTimeout }: NginxSettings, fault: FaultKind): number {
  if (fault === "kill" || fault === "stop") return 0;
  return fault === "freeze" ? readTimeout : connectTimeout;
}
