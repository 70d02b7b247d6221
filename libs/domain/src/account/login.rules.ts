/** `domain.md` section 2 ★: five failures restrict the browser, ten lock the account. */
export const BROWSER_FAILURE_LIMIT = 5;
export const ACCOUNT_FAILURE_LIMIT = 10;

/** How many tries are left before the nearer of the two limits. */
export function remainingTries(browserFailures: number, accountFailures: number): number {
  return Math.max(
    0,
    Math.min(BROWSER_FAILURE_LIMIT - browserFailures, ACCOUNT_FAILURE_LIMIT - accountFailures),
  );
}
