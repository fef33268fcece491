/** Settings of the simulated services, ms: the order of the real ones, shorter. */
export const leaseMs = 5_000;
export const gapPatienceMs = 2_000;
export const resendEveryMs = 3_000;
export const standStillMs = 5_000;
export const fullStatementMs = 15_000;
export const journalMs = 25_000;
