import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Alerts that an officer resolved and whose condition has been false since: they may come back. */
export class CreateAlerting1764000000007 implements MigrationInterface {
  readonly name = 'CreateAlerting1764000000007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table alert_gone (fact_id uuid primary key)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table alert_gone');
  }
}
