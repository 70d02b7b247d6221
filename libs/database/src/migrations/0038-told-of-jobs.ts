import type { MigrationInterface, QueryRunner } from 'typeorm';

/** All but messages, which come by the thousand and are in no hurry: a person, or the day's work, waits for the others. */
const STATEMENTS = [
  'DROP TRIGGER tell_of_job ON outbox',
  `CREATE TRIGGER tell_of_job AFTER INSERT ON outbox FOR EACH ROW
   WHEN (NEW.name <> 'notification.deliver') EXECUTE FUNCTION tell_of_job()`,
];

export class TellOfJobs0000000000038 implements MigrationInterface {
  name = 'TellOfJobs0000000000038';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER tell_of_job ON outbox');
  }
}
