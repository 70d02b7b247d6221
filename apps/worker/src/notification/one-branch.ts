/**
 * The branch of a group of rows, where they all are of one; a digest that spans several is everybody's. Without DISTINCT,
 * for which 100,000 rows would have to be sorted.
 */
export const ONE_BRANCH = `CASE WHEN count(branch_id) = count(*) AND min(branch_id::text) = max(branch_id::text) THEN min(branch_id::text)::uuid END`;
