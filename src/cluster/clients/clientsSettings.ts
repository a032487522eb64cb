/**
 * How the clients of a service find it again, from the fault on. Every platform has the same fields, of which its own
 * defaults fill those that are on the way of its clients; what is left out, or 0, is not on it. Seconds, shares of one.
 */
export interface ClientsSettings {
  /** Share of the clients whose connection is with the node that is struck; all of them unless told. */
  readonly attached?: number;
  /** A node that answers nothing, not even a refusal, is given up after at least so long… */
  readonly silenceFrom?: number;
  /** …and at most so long: a read time-out, a keepalive, a proxy that closes the connection. */
  readonly silenceTo?: number;
  /** First retransmission of TCP, doubled each time: where an address moves, what is sent again meets its new owner. */
  readonly resend?: number;
  /** Life of a record of the name service. */
  readonly ttl?: number;
  /** From one look of a driver or a proxy at who serves to the next. */
  readonly refresh?: number;
  /** From one check of a load balancer to the next… */
  readonly checkEvery?: number;
  /** …and checks in a row that a server must pass before it is given requests; 1 unless told. */
  readonly checksPassed?: number;
  /** An attempt to connect to a node that answers nothing takes this long to fail. */
  readonly connect?: number;
  /** From an attempt that failed to the next: the first time… */
  readonly retry?: number;
  /** …doubled each time, to this at most; always `retry` unless told. */
  readonly retryMost?: number;
  /** Each wait is between 1 − jitter and 1 + jitter times that. */
  readonly jitter?: number;
}

/** What every platform's settings may have beside its own. */
export interface HasClients {
  readonly clients?: ClientsSettings;
}
