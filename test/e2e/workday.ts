/** When this test file began, on this machine. */
const BEGUN_AT = Date.now();

/** A clock that showed this instant when the test file began, epoch ms. A restarted program continues on it. */
export const clockFrom = (start: number) => (): number => start + Date.now() - BEGUN_AT;

/** It begins on a Thursday, 10:00 in Seoul: what comes next depends on the hour and the weekday. */
export const workday = clockFrom(Date.parse('2026-11-26T01:00:00Z'));
