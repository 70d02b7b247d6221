import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A job that somebody watches is told of when it is promised; the others are found by the relay's own looks. Not all of them:
 * commits that tell something wait for one another.
 */
const STATEMENTS = [
  `CREATE FUNCTION tell_of_job() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN PERFORM pg_notify('outbox', ''); RETURN NULL; END $$`,
  `CREATE TRIGGER tell_of_job AFTER INSERT ON outbox FOR EACH ROW
   WHEN (NEW.name IN ('import.parse', 'import.validate', 'import.commit', 'long-job.run')) EXECUTE FUNCTION tell_of_job()`,
];

export class TellOfWaitedForJobs0000000000036 implements MigrationInterface {
  name = 'TellOfWaitedForJobs0000000000036';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER tell_of_job ON outbox');
    await runner.query('DROP FUNCTION tell_of_job');
  }
}
