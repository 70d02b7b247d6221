/** The branch of a group of rows, where they all are of one; a digest that spans several is everybody's. */
export const ONE_BRANCH = `CASE WHEN count(DISTINCT coalesce(branch_id::text, '')) = 1 THEN min(branch_id::text)::uuid END`;
